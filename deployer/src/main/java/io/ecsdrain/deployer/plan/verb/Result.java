package io.ecsdrain.deployer.plan.verb;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import java.util.List;
import java.util.Optional;

/**
 * What came of a mutating verb.
 *
 * @param summary one sentence
 * @param actions what was done, in order; empty if all was as it should be
 * @param remarks what a person should know
 * @param left what a run that gave up has created and not removed
 * @param liveId the id of the intended live deployment, as far as it was read
 * @param url where the listener answers that the verb was given, if it was given one
 */
public record Result(
        String verb,
        DeploymentKey key,
        ExitCode exit,
        String summary,
        List<String> actions,
        List<String> remarks,
        List<String> left,
        Optional<String> liveId,
        Optional<String> url) {

    public Result {
        actions = List.copyOf(actions);
        remarks = List.copyOf(remarks);
        left = List.copyOf(left);
    }

    public Result(
            String verb,
            DeploymentKey key,
            ExitCode exit,
            String summary,
            List<String> actions,
            List<String> remarks,
            List<String> left,
            Optional<String> liveId) {
        this(verb, key, exit, summary, actions, remarks, left, liveId, Optional.empty());
    }

    public static Result refused(String verb, DeploymentKey key, String why, Optional<String> liveId) {
        return new Result(verb, key, ExitCode.REFUSED, "refused: " + why, List.of(), List.of(), List.of(), liveId);
    }

    /** The same, of a run that ended in another way. */
    public Result ending(ExitCode how, String why) {
        return new Result(verb, key, how, why, actions, remarks, left, liveId, url);
    }

    /** The same, of a run that leaves something. */
    public Result leaving(List<String> parts) {
        return new Result(verb, key, exit, summary, actions, remarks, parts, liveId, url);
    }

    /** The same, of a verb that was given a listener. */
    public Result at(String address) {
        return new Result(verb, key, exit, summary, actions, remarks, left, liveId, Optional.of(address));
    }
}
