package io.ecsdrain.sidecar.drain;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The newest reading of each configured source of session counts. A source is asked, where a reporter speaks by itself. Its count is
 * known only while its readings are fresh: before the first, after one that failed, and once the looking has stopped it is unknown.
 *
 * @param readings by the source's name; a source that was never read has none
 * @param everCounted whether any source was ever read successfully
 */
record Sources(Map<String, Seen> readings, boolean everCounted) {

    static final Sources NONE = new Sources(Map.of(), false);

    record Seen(SourceReading reading, Instant at) {

        private Optional<Integer> count() {
            return reading instanceof SourceReading.Count count ? Optional.of(count.sessions()) : Optional.empty();
        }
    }

    Sources {
        readings = Map.copyOf(readings);
    }

    Sources with(String source, SourceReading reading, Instant now) {
        Map<String, Seen> next = new TreeMap<>(readings);
        next.put(source, new Seen(reading, now));
        return new Sources(next, everCounted || reading instanceof SourceReading.Count);
    }

    /** The sessions that {@code source} shows, or empty while they are not known. */
    Optional<Integer> count(String source, Instant now, Duration fresh) {
        return Optional.ofNullable(readings.get(source))
                .filter(seen -> isFresh(seen, now, fresh))
                .flatMap(Seen::count);
    }

    /** Why {@code source} cannot be read, if its newest reading failed. */
    Optional<String> problem(String source) {
        return Optional.ofNullable(readings.get(source))
                .map(Seen::reading)
                .map(reading -> reading instanceof SourceReading.Unreadable failed ? failed.why() : null);
    }

    /** When a count that is known now stops being so without another reading. */
    Stream<Instant> expiries(Instant now, Duration fresh) {
        return readings.values().stream()
                .filter(seen -> isFresh(seen, now, fresh))
                .map(seen -> seen.at().plus(fresh));
    }

    private static boolean isFresh(Seen seen, Instant now, Duration fresh) {
        return now.isBefore(seen.at().plus(fresh));
    }
}
