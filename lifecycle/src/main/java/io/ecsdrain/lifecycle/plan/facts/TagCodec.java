package io.ecsdrain.lifecycle.plan.facts;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The words our marks (tags) are written in, and their reading: what does not parse is as good as absent. */
public final class TagCodec {

    private TagCodec() {}

    /**
     * The instant under {@code tag}, unless it is absent, does not parse, or lies after {@code now}: a clock was wrong
     * then.
     */
    public static Optional<Instant> instant(Map<String, String> tags, String tag, Instant now) {
        String text = tags.get(tag);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text)).filter(at -> !at.isAfter(now));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** A count written by us: a whole number, zero or more. */
    public static Optional<Integer> count(String text) {
        return text != null && text.matches("\\d{1,6}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
