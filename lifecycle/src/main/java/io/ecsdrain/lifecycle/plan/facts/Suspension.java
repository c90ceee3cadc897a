package io.ecsdrain.lifecycle.plan.facts;

import io.ecsdrain.inventory.model.ScalingView;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which of the three attachments to act a scalable target is denied. */
public record Suspension(boolean scaleIn, boolean scaleOut, boolean scheduled) {

    public static final Suspension ALL = new Suspension(true, true, true);

    private static final String NONE = "none";
    private static final String IN = "in";
    private static final String OUT = "out";
    private static final String SCHEDULED = "scheduled";

    /** What is suspended now. */
    public static Suspension of(ScalingView scaling) {
        return new Suspension(scaling.scaleInSuspended(), scaling.scaleOutSuspended(), scaling.scheduledSuspended());
    }

    /** Reads {@link #word} back; empty for a text that we did not write. */
    public static Optional<Suspension> parse(String text) {
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

    /** As it stands in a tag: {@code none}, or some of {@code in+out+scheduled}. No comma: ECS refuses it. */
    public String word() {
        List<String> words = Stream.of(scaleIn ? IN : "", scaleOut ? OUT : "", scheduled ? SCHEDULED : "")
                .filter(word -> !word.isEmpty())
                .toList();
        return words.isEmpty() ? NONE : String.join("+", words);
    }

    /**
     * What is suspended of one that is to get clients: with none of them, or with a share, it looks idle, so an alarm
     * would take its tasks away before they come. Schedules act on it as on the others, for one that is missed does not
     * run later.
     */
    public Suspension expecting() {
        return new Suspension(true, scaleOut, scheduled);
    }

    /**
     * What is suspended while draining of what was suspended before: scale-in in any case, by schedules too, which cut
     * down to the maximum that they set whatever else is suspended.
     */
    public Suspension draining() {
        return new Suspension(true, scaleOut, true);
    }
}
