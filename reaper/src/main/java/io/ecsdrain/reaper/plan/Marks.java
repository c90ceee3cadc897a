package io.ecsdrain.reaper.plan;

import io.ecsdrain.inventory.model.ScalingView;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The words our marks (tags) are written in, and their reading: what does not parse is as good as absent. */
public final class Marks {

    private static final String NONE = "none";
    private static final String IN = "in";
    private static final String OUT = "out";
    private static final String SCHEDULED = "scheduled";

    private Marks() {}

    /** The instant under {@code tag}, unless it is absent, does not parse, or lies after {@code now}: a clock was wrong then. */
    static Optional<Instant> instant(Map<String, String> tags, String tag, Instant now) {
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

    /** What was suspended on a scalable target: {@code none}, or some of {@code in+out+scheduled}. No comma: ECS refuses it. */
    public static String suspended(ScalingView scaling) {
        List<String> words = Stream.of(
                        scaling.scaleInSuspended() ? IN : "",
                        scaling.scaleOutSuspended() ? OUT : "",
                        scaling.scheduledSuspended() ? SCHEDULED : "")
                .filter(word -> !word.isEmpty())
                .toList();
        return words.isEmpty() ? NONE : String.join("+", words);
    }

    /** Reads {@link #suspended} back; empty for a text that we did not write. */
    public static Optional<Suspension> suspension(String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.equals(NONE)) {
            return Optional.of(new Suspension(false, false, false));
        }
        List<String> words = Arrays.asList(text.split("\\+", -1));
        return List.of(IN, OUT, SCHEDULED).containsAll(words)
                ? Optional.of(new Suspension(words.contains(IN), words.contains(OUT), words.contains(SCHEDULED)))
                : Optional.empty();
    }

    public static Suspension suspensionNow(ScalingView scaling) {
        return new Suspension(scaling.scaleInSuspended(), scaling.scaleOutSuspended(), scaling.scheduledSuspended());
    }

    /** Which of the three ways to act a scalable target is to be denied. */
    public record Suspension(boolean scaleIn, boolean scaleOut, boolean scheduled) {
        public static final Suspension ALL = new Suspension(true, true, true);

        /**
         * What is suspended while draining of what was suspended before: scale-in in any case, by schedules too, which cut down to
         * the maximum that they set whatever else is suspended.
         */
        public Suspension draining() {
            return new Suspension(true, scaleOut, true);
        }
    }
}
