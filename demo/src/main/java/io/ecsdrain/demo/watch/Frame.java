package io.ecsdrain.demo.watch;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Everything seen in one look.
 *
 * @param deployments by deployment id
 */
public record Frame(Instant at, Map<String, DeploymentFrame> deployments) {

    /** What is said of a deployment while its fence stands. */
    public static final String FENCE = "fence: its tasks are asked whether a session came since";

    /**
     * @param stateTag the service's tag {@code state}, empty if it has none
     * @param asked whether a fence stands: its tasks are asked whether a session came since their clients were led away
     * @param tasks by task id
     */
    public record DeploymentFrame(
            Phase phase, String stateTag, int desired, boolean asked, Map<String, TaskFrame> tasks) {}

    /**
     * @param lastStatus ECS's word
     * @param ready the newest ShutdownReady in CloudWatch; empty if there has been none
     */
    public record TaskFrame(String lastStatus, OptionalInt ready) {}
}
