package io.ecsdrain.lifecycle.plan.facts;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Names;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says of a deployment that {@code deploy} leads a share of new clients to it, in its service's tag {@code canary}. It
 * is written before the weights are, so that every program knows what they mean and when they are to end.
 *
 * @param steps all of them
 * @param step the number of the one under way, from 1 on
 * @param deadline by then it is live or ended
 * @param beside id of the live deployment that shares the clients with it
 */
public record CanaryMark(CanarySteps steps, int step, Instant deadline, String beside) {

    /** So long before the deadline the deployer begins nothing any more. */
    public static final Duration STOPS_BEFORE = Duration.ofSeconds(60);

    /**
     * So long after the deadline the others take it for ended. The two are apart, so that a deployer whose clock is
     * slow or whose call takes long is not overruled in the middle.
     */
    public static final Duration ENDS_AFTER = Duration.ofSeconds(120);

    /** What the tag says of a canary that is ended, whatever became of it. */
    public static final String OVER = "over";

    /** Whether the tag is there, legible or not. */
    public static boolean exists(Map<String, String> tags) {
        return tags.containsKey(Tags.CANARY);
    }

    /** What the tag says; empty if there is none, or if it says nothing of the kind. */
    public static Optional<CanaryMark> of(Map<String, String> tags) {
        String[] words = tags.getOrDefault(Tags.CANARY, "").split(" ", -1);
        if (words.length != 4 || !words[1].matches("[1-9]\\d?") || !Names.isValid(words[3])) {
            return Optional.empty();
        }
        int step = Integer.parseInt(words[1]);
        try {
            Instant deadline = Instant.parse(words[2]);
            return CanarySteps.read(words[0])
                    .filter(steps -> step <= steps.count())
                    .map(steps -> new CanaryMark(steps, step, deadline, words[3]));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** As the tag has it: {@code 10:600/50:600 1 2026-01-01T00:00:00Z v1}. */
    public String text() {
        return steps.text() + " " + step + " " + deadline + " " + beside;
    }

    /**
     * The mark of a canary that goes on; empty if a deployment with these tags is none, or not any more: once it has a
     * state, once another deployment than the one beside it is to be live, or once its time is over.
     */
    public static Optional<CanaryMark> running(
            Map<String, String> tags, Optional<ParameterView> state, Optional<DeploymentKey> winner, Instant now) {
        return of(tags).filter(mark -> state.isEmpty() && mark.isValid(now))
                .filter(mark -> winner.map(DeploymentKey::id).equals(Optional.of(mark.beside)));
    }

    /**
     * Those of {@code services} without a state that are marked as canaries, and whether each goes on. The intended
     * live deployment is none.
     */
    public static Map<DeploymentKey, Boolean> among(
            Map<DeploymentKey, ServiceView> services,
            Map<DeploymentKey, ParameterView> states,
            Optional<DeploymentKey> winner,
            Instant now) {
        Map<DeploymentKey, Boolean> canaries = new HashMap<>();
        services.forEach((key, service) -> {
            if (exists(service.tags()) && !states.containsKey(key) && !winner.equals(Optional.of(key))) {
                canaries.put(
                        key,
                        running(service.tags(), Optional.empty(), winner, now).isPresent());
            }
        });
        return canaries;
    }

    private boolean isValid(Instant now) {
        return !now.isAfter(deadline.plus(ENDS_AFTER));
    }

    /** Its step as a phrase: {@code step 1 of 2, 10% of new clients}. */
    public String phrase() {
        return "step " + step + " of " + steps.count() + ", " + steps.step(step).percent() + "% of new clients";
    }
}
