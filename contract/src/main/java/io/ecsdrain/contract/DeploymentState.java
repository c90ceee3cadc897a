package io.ecsdrain.contract;

import java.util.Locale;
import java.util.Optional;

/** What the state parameter may say. The parameter decides; a tag that differs is repaired. */
public enum DeploymentState {
    /** Takes new sessions. */
    ACTIVE,
    /** Keeps its sessions and takes no new ones. */
    DRAINING;

    /** The exact parameter value: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state that {@code value} spells exactly, or empty: an unknown value never means draining. */
    public static Optional<DeploymentState> parse(String value) {
        for (DeploymentState state : values()) {
            if (state.word().equals(value)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
