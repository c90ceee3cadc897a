package io.ecsdrain.deployer.plan.deploy;

import java.time.Duration;
import java.util.Optional;

/**
 * A command of the user's that decides whether a healthy deployment goes live.
 *
 * @param command for {@code sh -c}
 * @param timeout how long it may take
 */
public record Hook(String command, Duration timeout) {

    private static final String PRE_LIVE = "pre-live=";

    /** The command of {@code pre-live=COMMAND}; empty if {@code text} is not of this form. */
    public static Optional<String> command(String text) {
        return Optional.of(text)
                .filter(each -> each.startsWith(PRE_LIVE))
                .map(each -> each.substring(PRE_LIVE.length()))
                .filter(each -> !each.isBlank());
    }

    /**
     * The longest time for it: half of the deploy timeout is for healthy targets, and the reaper takes a deployment for
     * failed that is not live by its end.
     */
    public static Duration longest(Duration deployTimeout) {
        return deployTimeout.dividedBy(4);
    }

    /** How long to wait for healthy targets again after it, for what it did or the time it took. */
    public static Duration recheck(Duration deployTimeout) {
        return deployTimeout.dividedBy(8);
    }
}
