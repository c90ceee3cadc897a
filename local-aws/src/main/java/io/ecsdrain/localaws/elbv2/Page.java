package io.ecsdrain.localaws.elbv2;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One page of a Describe call. The marker is the key of the last item given out, so that what is created or deleted
 * between two pages neither repeats nor hides an item that was there all along.
 *
 * @param nextMarker null on the last page
 */
record Page<T>(List<T> items, String nextMarker) {

    /** @param key grows along {@code all} */
    static <T> Page<T> of(List<T> all, ToLongFunction<T> key, String marker, Integer pageSize, int defaultSize) {
        Check.range(pageSize, 1, 400, "PageSize");
        long after = marker == null || marker.isEmpty() ? Long.MIN_VALUE : parsed(marker);
        List<T> rest =
                all.stream().filter(item -> key.applyAsLong(item) > after).toList();
        int size = pageSize == null ? defaultSize : pageSize;
        if (rest.size() <= size) {
            return new Page<>(rest, null);
        }
        List<T> page = rest.subList(0, size);
        return new Page<>(page, String.valueOf(key.applyAsLong(page.get(size - 1))));
    }

    private static long parsed(String marker) {
        try {
            return Long.parseLong(marker);
        } catch (NumberFormatException notOurs) {
            throw Check.invalid("Invalid marker: " + marker);
        }
    }
}
