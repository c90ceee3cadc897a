package io.ecsdrain.reaper.plan.decision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sessions of one task or several, as the sidecars' lines have them.
 *
 * @param count how many
 * @param connectionsOnly whether open connections are all that is counted
 * @param peers the addresses that the most of these connections come from, and how many, the most first; what is
 *     missing to {@code count} comes from elsewhere
 */
public record Sessions(long count, boolean connectionsOnly, Map<String, Long> peers) {

    /** So many addresses are named. */
    private static final int MOST = 5;

    public Sessions {
        peers = Collections.unmodifiableMap(new LinkedHashMap<>(peers));
    }

    /** Those of all {@code some}, which are of one {@link #kind}. */
    static Sessions sum(Collection<Sessions> some) {
        Map<String, Long> all = new LinkedHashMap<>();
        some.forEach(each -> each.peers.forEach((address, number) -> all.merge(address, number, Long::sum)));
        Map<String, Long> sorted = new LinkedHashMap<>();
        all.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(each -> sorted.put(each.getKey(), each.getValue()));
        return new Sessions(
                some.stream().mapToLong(Sessions::count).sum(),
                some.stream().allMatch(Sessions::connectionsOnly),
                sorted);
    }

    /** What is alike about sessions of which only the numbers and addresses differ. */
    String kind() {
        return connectionsOnly ? "sessions, held by connections only" : "sessions";
    }

    /** How many, and for connections alone also from where. */
    String phrase() {
        return (count == 1 ? "1 session" : count + " sessions")
                + (connectionsOnly ? ", held by connections only" + from() : "");
    }

    private String from() {
        if (peers.isEmpty()) {
            return "";
        }
        List<String> from = new ArrayList<>();
        peers.forEach((address, number) -> from.add(address + " (" + number + ")"));
        String named = String.join(", ", from.subList(0, Math.min(MOST, from.size())));
        long elsewhere =
                count - peers.values().stream().mapToLong(Long::longValue).sum();
        return ", from " + named
                + (from.size() > MOST ? " and " + (from.size() - MOST) + " more" : "")
                + (elsewhere > 0 ? ", elsewhere (" + elsewhere + ")" : "");
    }
}
