package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.execute.Writer;
import io.ecsdrain.deployer.observe.Elsewhere;
import io.ecsdrain.deployer.plan.ActivatePlan;
import io.ecsdrain.deployer.plan.ActivateRequest;
import io.ecsdrain.deployer.plan.NameView;
import io.ecsdrain.deployer.plan.Result;
import io.ecsdrain.deployer.plan.Write;
import io.ecsdrain.reaper.execute.ConvergeReport;
import io.ecsdrain.reaper.execute.Converger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;

/** The verb {@code activate}; its second half is also {@code deploy}'s. */
final class Activation {

    private final Session session;
    private final Console console;
    private final Outside outside;
    private final Writer writer;
    private final List<String> actions = new ArrayList<>();

    Activation(Session session, Console console, Outside outside) {
        this.session = session;
        this.console = console;
        this.outside = outside;
        this.writer = new Writer(session.clients(), outside.converge().waiting());
    }

    Result run(ActivateRequest request) {
        DeploymentKey key = request.key();
        NameView view = session.names().read(key.name());
        ActivatePlan plan = ActivatePlan.of(view, key, false, request.deployTimeout());
        Optional<String> live = view.live().map(DeploymentKey::id);
        if (plan.refusal().isPresent()) {
            return Result.refused("activate", key, plan.refusal().get(), live);
        }
        if (request.strict() && plan.warning().isPresent()) {
            return Result.refused("activate", key, "--strict: " + plan.warning().get(), live);
        }
        plan.warning().ifPresent(warning -> console.note("warning: " + warning));
        if (!request.yes() && console.interactive()) {
            Stream.concat(plan.register().stream(), plan.writes().stream())
                    .forEach(write -> console.note("  " + write.describe()));
            if (!console.agrees("activate " + key.id() + "?")) {
                return Result.refused("activate", key, "not agreed to", live);
            }
        }
        plan.register().ifPresent(this::write);
        plan.writes().forEach(this::write);
        return converge(
                "activate",
                key,
                Stream.concat(plan.warning().stream(), plan.remarks().stream()).toList());
    }

    /** Makes one write; it is among the actions of the result then. */
    void write(Write write) {
        writer.write(write);
        did(write.describe());
    }

    /** An action that was shown when it happened. */
    void had(String action) {
        actions.add(action);
    }

    void did(String action) {
        actions.add(action);
        console.note("  " + action);
    }

    /** What every actor does after its last write; says who is live after it. */
    Result converge(String verb, DeploymentKey key, List<String> remarks) {
        ConvergeReport report =
                new Converger(session.clients(), session.target().cluster(), outside.converge()).converge(key.name());
        report.writes().forEach(write -> did("converge: " + write));
        List<String> notes = new ArrayList<>(remarks);
        notes.addAll(report.problems());
        notes.addAll(elsewhere(key));
        boolean isLive = report.liveId().equals(Optional.of(key.id()));
        if (!report.converged()) {
            return result(
                    verb,
                    key,
                    ExitCode.FAILED,
                    "the deployments of " + key.name() + " do not agree yet",
                    notes,
                    report);
        }
        if (!isLive) {
            return result(
                    verb,
                    key,
                    ExitCode.REFUSED,
                    "superseded meanwhile: " + report.liveId().orElse("nobody") + " is live",
                    notes,
                    report);
        }
        String done = actions.isEmpty() ? " was active already" : " is active";
        return result(verb, key, ExitCode.DONE, key.name() + " " + key.id() + done, notes, report);
    }

    private Result result(
            String verb, DeploymentKey key, ExitCode exit, String summary, List<String> notes, ConvergeReport report) {
        return new Result(verb, key, exit, summary, actions, notes, List.of(), report.liveId());
    }

    /** All is done by now: not being able to look is a remark, not a failure. */
    private List<String> elsewhere(DeploymentKey key) {
        try {
            return new Elsewhere(session.clients(), session.target().cluster()).remarks(key);
        } catch (SdkException unread) {
            return List.of("the default action was not looked at: " + unread.getMessage());
        }
    }
}
