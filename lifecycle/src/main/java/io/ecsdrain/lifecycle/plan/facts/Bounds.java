package io.ecsdrain.lifecycle.plan.facts;

import io.ecsdrain.inventory.model.ScalingView;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Minimum and maximum capacity of a scalable target. */
public record Bounds(int min, int max) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})-(\\d{1,6})");

    public static Bounds of(ScalingView target) {
        return new Bounds(target.minCapacity(), target.maxCapacity());
    }

    static Optional<Bounds> read(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Bounds(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /**
     * These, widened so far that {@code count} lies inside: RegisterScalableTarget moves a count that lies outside the
     * bounds inside them, even if it names none (API reference), and so would stop tasks or start some.
     */
    public Bounds around(int count) {
        return new Bounds(Math.min(min, count), Math.max(max, count));
    }

    String text() {
        return min + "-" + max;
    }
}
