package io.ecsdrain.lifecycle.plan.facts;

import io.ecsdrain.contract.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * That the clients of a rule were led back because sessions came after they had been led away; what the tag
 * {@code unparked} says. Each change of a rule is one of the three a second that the whole account has, so one that
 * flaps is to wait before its next parking.
 *
 * @param inARow 1 for the first time
 */
public record Unparking(int inARow, Instant at) {

    /** No pause is longer. */
    public static final Duration LONGEST = Duration.ofMinutes(15);

    private static final int MOST_DOUBLINGS = 4;

    public Unparking {
        if (inARow < 1) {
            throw new IllegalArgumentException("1 for the first time, not " + inARow);
        }
    }

    /** What {@code tags} say; empty if they say nothing that makes sense at {@code now}. */
    public static Optional<Unparking> of(Map<String, String> tags, Instant now) {
        String[] words = tags.getOrDefault(Tags.UNPARKED, "").split("@", 2);
        return words.length < 2
                ? Optional.empty()
                : TagCodec.count(words[0]).filter(count -> count > 0).flatMap(count -> TagCodec.instant(
                                Map.of(Tags.UNPARKED, words[1]), Tags.UNPARKED, now)
                        .map(at -> new Unparking(count, at)));
    }

    /** As the tag has it. */
    public String text() {
        return inARow + "@" + at;
    }

    /** Until when its clients stay: 1, 2, 4, 8, and from the fifth time on 15 minutes. */
    public Instant pauseEnd() {
        Duration pause = Duration.ofMinutes(1L << Math.min(inARow - 1, MOST_DOUBLINGS));
        return at.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
    }
}
