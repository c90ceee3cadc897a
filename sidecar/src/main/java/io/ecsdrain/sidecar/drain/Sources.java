package io.ecsdrain.sidecar.drain;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The newest reading of each configured source of session counts. A source is asked, where a reporter speaks by itself.
 * Its count is known only while its readings are fresh: before the first, after one that failed, and once the looking
 * has stopped it is unknown.
 *
 * @param readings by the source's name; a source that was never read has none
 * @param everCounted whether any source was ever read successfully
 */
record Sources(Map<String, Seen> readings, boolean everCounted) {

    static final Sources NONE = new Sources(Map.of(), false);

    /** @param sessions whether the newest count, of this reading or of one before it, was above zero */
    record Seen(SourceReading reading, Instant at, boolean sessions) {

        private Optional<SourceReading.Count> count() {
            return reading instanceof SourceReading.Count count ? Optional.of(count) : Optional.empty();
        }
    }

    Sources {
        readings = Map.copyOf(readings);
    }

    Sources with(String source, SourceReading reading, Instant now) {
        Map<String, Seen> next = new TreeMap<>(readings);
        boolean sessions =
                reading instanceof SourceReading.Count count ? count.sessions() > 0 : lastShowedSessions(source);
        next.put(source, new Seen(reading, now, sessions));
        return new Sources(next, everCounted || reading instanceof SourceReading.Count);
    }

    /** The sessions that {@code source} shows, or empty while they are not known. */
    Optional<Integer> count(String source, Instant now, Duration fresh) {
        return known(source, now, fresh).map(SourceReading.Count::sessions);
    }

    /** From where the sessions of {@code source} come; empty while that is not known. */
    Map<String, Integer> peers(String source, Instant now, Duration fresh) {
        return known(source, now, fresh).map(SourceReading.Count::peers).orElse(Map.of());
    }

    /** Whether {@code source} is known now, and a zero of it is old enough to be one. */
    boolean isSettled(String source, Instant now, Duration fresh) {
        return known(source, now, fresh).filter(SourceReading.Count::settled).isPresent();
    }

    /** Whether the newest reading of {@code source} is of {@code moment} or later. */
    boolean isReadSince(String source, Instant moment) {
        return Optional.ofNullable(readings.get(source))
                .filter(seen -> !seen.at().isBefore(moment))
                .isPresent();
    }

    /** Whether {@code source} showed sessions when it last showed a count, however long ago. */
    boolean lastShowedSessions(String source) {
        return readings.containsKey(source) && readings.get(source).sessions();
    }

    private Optional<SourceReading.Count> known(String source, Instant now, Duration fresh) {
        return Optional.ofNullable(readings.get(source))
                .filter(seen -> isFresh(seen, now, fresh))
                .flatMap(Seen::count);
    }

    /** Why the count of {@code source} is not known, if its newest reading says so. */
    Optional<String> problem(String source) {
        return Optional.ofNullable(readings.get(source)).map(Seen::reading).map(reading -> {
            if (reading instanceof SourceReading.Unreadable failed) {
                return failed.why();
            }
            return reading instanceof SourceReading.NotYet notYet ? notYet.why() : null;
        });
    }

    /** Why a count that was known is known no more although {@code source} should be looked at. */
    Optional<String> silence(String source, Instant now, Duration fresh) {
        return Optional.ofNullable(readings.get(source))
                .filter(seen -> seen.count().isPresent() && !isFresh(seen, now, fresh))
                .map(seen -> "not read since " + seen.at());
    }

    boolean isUnreadable(String source) {
        return readings.containsKey(source) && readings.get(source).reading() instanceof SourceReading.Unreadable;
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
