package io.ecsdrain.inventory.observe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Follows the markers of a paged call. No marker ends it, and so does an empty one: of {@code NextToken} AWS writes "If
 * there are no additional items to return, the string is empty" (API reference of Systems Manager,
 * GetParametersByPath), of others that it is null. A marker that was given before leads in a circle.
 */
final class Paging {

    private Paging() {}

    /**
     * Every page, in their order.
     *
     * @param operation as AWS calls it
     * @param ask makes one call, from the given marker on; null: from the beginning
     * @param marker of the page that follows
     * @throws Reading.Failed if a call fails, or if a marker comes again
     */
    static <P> List<P> all(String operation, Function<String, P> ask, Function<P, String> marker) {
        return atMost(Integer.MAX_VALUE, operation, ask, marker).orElseThrow();
    }

    /** The same; empty if there are more than so many pages. */
    static <P> Optional<List<P>> atMost(
            int most, String operation, Function<String, P> ask, Function<P, String> marker) {
        List<P> pages = new ArrayList<>();
        Set<String> followed = new HashSet<>();
        String next = null;
        do {
            if (pages.size() == most) {
                return Optional.empty();
            }
            String from = next;
            P page = Reading.call(operation, () -> ask.apply(from));
            pages.add(page);
            next = marker.apply(page);
            if (!isEnd(next) && !followed.add(next)) {
                throw new Reading.Failed(operation + ": the same page again");
            }
        } while (!isEnd(next));
        return Optional.of(pages);
    }

    private static boolean isEnd(String marker) {
        return marker == null || marker.isEmpty();
    }
}
