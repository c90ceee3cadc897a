package io.ecsdrain.inventory.aws;

import java.util.ArrayList;
import java.util.List;

/** AWS takes lists in portions. */
public final class Batches {

    private Batches() {}

    /** {@code all} in its order, in portions of {@code size} but for the last, which holds the rest. */
    public static <T> List<List<T>> of(List<T> all, int size) {
        List<List<T>> batches = new ArrayList<>();
        for (int start = 0; start < all.size(); start += size) {
            batches.add(List.copyOf(all.subList(start, Math.min(all.size(), start + size))));
        }
        return batches;
    }
}
