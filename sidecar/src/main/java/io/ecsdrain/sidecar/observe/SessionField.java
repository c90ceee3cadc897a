package io.ecsdrain.sidecar.observe;

import java.io.IOException;
import java.util.Optional;

/** Where in an answer the number of sessions stands. */
public sealed interface SessionField permits JsonField, MetricField {

    /** The longest text that is understood. */
    int MOST_TEXT = 1024;

    /** A JSON Pointer (RFC 6901) begins with a slash; anything else is a metric's selector. Empty if it is neither. */
    static Optional<SessionField> parse(String text) {
        if (text.length() > MOST_TEXT) {
            return Optional.empty();
        }
        return text.startsWith("/")
                ? JsonField.parse(text).map(SessionField.class::cast)
                : MetricField.parse(text).map(SessionField.class::cast);
    }

    /**
     * The number in {@code answer}, not negative and finite.
     *
     * @throws IOException if it is not there, or no such number; says why
     */
    double read(byte[] answer) throws IOException;
}
