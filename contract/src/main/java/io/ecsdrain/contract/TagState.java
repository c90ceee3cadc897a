package io.ecsdrain.contract;

import java.util.Locale;
import java.util.Optional;

/** What the tag {@code state} of a service, target group or rule may say; finer than the parameter. */
public enum TagState {
    /** Being created; not yet live. */
    DEPLOYING,
    ACTIVE,
    DRAINING,
    /** Our mark: written before the first deletion, and the leave to delete. */
    RETIRED;

    /** The exact tag value: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state that {@code value} spells exactly, or empty. */
    public static Optional<TagState> parse(String value) {
        for (TagState state : values()) {
            if (state.word().equals(value)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
