package io.ecsdrain.sidecar.drain;

import java.util.Locale;
import java.util.Optional;

/** The one word an app asks for: what this task is to do about new sessions. */
public enum DrainPhase {
    /** The parameter was not read yet; never means draining. */
    UNKNOWN,
    /** Takes new sessions. */
    ACTIVE,
    /** Keeps its sessions and takes no new ones. */
    DRAINING,
    /** SIGTERM came: ECS is taking the task away, whatever the parameter says. */
    STOPPING;

    /** As {@code GET /drain} spells it: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The phase that {@code word} spells exactly, or empty. */
    public static Optional<DrainPhase> parse(String word) {
        for (DrainPhase phase : values()) {
            if (phase.word().equals(word)) {
                return Optional.of(phase);
            }
        }
        return Optional.empty();
    }
}
