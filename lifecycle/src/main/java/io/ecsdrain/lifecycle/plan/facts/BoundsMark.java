package io.ecsdrain.lifecycle.plan.facts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * What the tag {@code scaling_bounds} says: the bounds a team gave its scalable target, and those that we gave it,
 * newest last. A bound that is none of ours by now was set by others since, and is the original then.
 */
public record BoundsMark(Bounds original, List<Bounds> ours) {

    /** A tag value holds 256 characters, and more than one widening is rare. */
    private static final int MOST = 8;

    public BoundsMark {
        ours = List.copyOf(ours);
    }

    /** Reads {@link #text} back; empty for a text that we did not write, or none. */
    public static Optional<BoundsMark> read(String text) {
        List<Bounds> all = text == null
                ? List.of()
                : Arrays.stream(text.split("/", -1))
                        .flatMap(each -> Bounds.read(each).stream())
                        .toList();
        return all.size() < 2 || all.size() != text.split("/", -1).length
                ? Optional.empty()
                : Optional.of(new BoundsMark(all.get(0), all.subList(1, all.size())));
    }

    /** What is to be noted before bounds that are {@code now} are made {@code next}. */
    public static BoundsMark noting(Optional<BoundsMark> noted, Bounds now, Bounds next) {
        List<Bounds> ours = new ArrayList<>(noted.map(BoundsMark::ours).orElse(List.of()));
        ours.remove(next);
        ours.add(next);
        return new BoundsMark(
                noted.map(mark -> mark.original(now)).orElse(now),
                ours.subList(Math.max(0, ours.size() - MOST), ours.size()));
    }

    public String text() {
        StringBuilder text = new StringBuilder(original.text());
        ours.forEach(each -> text.append('/').append(each.text()));
        return text.toString();
    }

    /** What a target that has the bounds {@code now} would have without us. */
    public Bounds original(Bounds now) {
        return new Bounds(original(now, Bounds::min), original(now, Bounds::max));
    }

    private int original(Bounds now, ToIntFunction<Bounds> side) {
        int found = side.applyAsInt(now);
        return ours.stream().anyMatch(each -> side.applyAsInt(each) == found) ? side.applyAsInt(original) : found;
    }

    /** Whether a target with the bounds {@code now} has nothing to get back. */
    public boolean isSettled(Bounds now) {
        return original(now).equals(now);
    }

    /** Whether something is to be done for an active deployment: bounds go back as far as {@code count} lies inside. */
    public boolean isDue(Bounds now, int count) {
        return isSettled(now) || !original(now).around(count).equals(now);
    }
}
