package io.ecsdrain.sidecar.drain;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a state tells of the task's sessions at a moment: how many there are, whether that is known, and when the last
 * was over.
 */
final class Sessions {

    /** A look at a source ends within this. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

    private final DrainRules rules;

    Sessions(DrainRules rules) {
        this.rules = rules;
    }

    /** Of those that are known. */
    int busy(DrainState state, Instant now) {
        return state.ledger().busy(now, rules.forget())
                + rules.sources().stream()
                        .flatMap(source -> state.sources().count(source, now, fresh()).stream())
                        .mapToInt(Integer::intValue)
                        .sum();
    }

    Map<String, OptionalInt> counts(DrainState state, Instant now) {
        Map<String, OptionalInt> counts = new TreeMap<>();
        state.ledger().counts(now, rules.forget()).forEach((name, count) -> counts.put(name, OptionalInt.of(count)));
        for (String source : rules.sources()) {
            Optional<Integer> count = state.sources().count(source, now, fresh());
            counts.put(source, count.map(OptionalInt::of).orElse(OptionalInt.empty()));
        }
        return counts;
    }

    /** From where the sessions of the sources come, and how many, the most first; empty where that is not known. */
    Map<String, Integer> peers(DrainState state, Instant now) {
        Map<String, Integer> peers = new LinkedHashMap<>();
        rules.sources().forEach(source -> peers.putAll(state.sources().peers(source, now, fresh())));
        return peers;
    }

    /** Whether a count that holds is old, or a source cannot be read. */
    boolean areStale(DrainState state, Instant now) {
        return state.ledger().isStale(now, rules.forget())
                || rules.sources().stream().anyMatch(state.sources()::isUnreadable);
    }

    /** Whether sessions may live that are not counted. */
    boolean areUnknown(DrainState state, Instant now) {
        return now.isBefore(silenceIsUnknownUntil(state))
                || state.ledger().isIncomplete(now)
                || rules.sources().stream().anyMatch(source -> !state.sources().isSettled(source, now, fresh()));
    }

    /**
     * A process that was killed and started again knows none of the reports that the one before it was told. A reporter
     * speaks once in its ttl: before a full one is over its silence is no zero.
     */
    Instant silenceIsUnknownUntil(DrainState state) {
        Duration longest = state.ledger().longestTtl();
        Duration ttl = longest.compareTo(BusyReport.DEFAULT_TTL) > 0 ? longest : BusyReport.DEFAULT_TTL;
        return state.startedAt().plus(rules.unknown().orElse(ttl));
    }

    /**
     * Why a source is not known, by its name. A count that ran out is a problem only in a drain: else no look is due.
     */
    Map<String, String> problems(DrainState state, Instant now) {
        Map<String, String> problems = new TreeMap<>();
        for (String source : rules.sources()) {
            state.sources()
                    .problem(source)
                    .or(() -> state.drain().flatMap(drain -> state.sources().silence(source, now, fresh())))
                    .ifPresent(why -> problems.put(source, why));
        }
        return problems;
    }

    /** Whether any report or count ever came. */
    boolean wereEverCounted(DrainState state) {
        return state.ledger().everReported() || state.sources().everCounted();
    }

    /** Whether the newest reading of every source is of {@code moment} or later. */
    boolean areReadSince(DrainState state, Instant moment) {
        return rules.sources().stream().allMatch(source -> state.sources().isReadSince(source, moment));
    }

    /** The last moment at which this process had to think that a session lives; empty if it never had to. */
    Optional<Instant> last(DrainState state, Instant now) {
        return mayLive(state, now) ? Optional.of(now) : over(state, now);
    }

    /** When the last session was over; empty if there never was one, and while one may live. */
    Optional<Instant> over(DrainState state, Instant now) {
        return mayLive(state, now)
                ? Optional.empty()
                : Stream.concat(state.lastSession().stream(), state.ledger().heldUntil(rules.forget()).stream())
                        .max(Instant::compareTo);
    }

    /**
     * By what was told: a report that holds, also one without a place, and a source that showed sessions and no zero
     * since.
     */
    private boolean mayLive(DrainState state, Instant now) {
        return state.ledger().busy(now, rules.forget()) > 0
                || state.ledger().isIncomplete(now)
                || rules.sources().stream().anyMatch(state.sources()::lastShowedSessions);
    }

    /** When the counts, or what is known of them, change without another signal. */
    Stream<Instant> changes(DrainState state, Instant now) {
        return Stream.concat(
                state.ledger().nextForgotten(now, rules.forget()).stream(),
                state.sources().expiries(now, fresh()));
    }

    /**
     * For how long a reading of a source tells how many sessions it shows now: three looks, each of which may take a
     * while itself.
     */
    private Duration fresh() {
        return rules.pace().plus(LONGEST_LOOK).multipliedBy(DrainPolicy.STALE_POLLS);
    }
}
