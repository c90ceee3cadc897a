package io.ecsdrain.sidecar.drain;

import io.ecsdrain.contract.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The state machine of one task: which state follows a signal, and what a state means at a moment. */
public final class DrainPolicy {

    /** So many polls without a successful read make the view stale. */
    static final int STALE_POLLS = 3;

    /** A look at a source ends within this. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

    private final DrainRules rules;

    public DrainPolicy(DrainRules rules) {
        this.rules = rules;
    }

    /** The state after {@code signal}, which came at {@code now}. */
    public DrainState next(DrainState state, DrainSignal signal, Instant now) {
        if (signal instanceof DrainSignal.Read read) {
            return read(state, read, now);
        }
        if (signal instanceof DrainSignal.ReadFailed failed) {
            return state.failed(failed.problem());
        }
        if (signal instanceof DrainSignal.Busy busy) {
            return state.ledger(state.ledger().with(busy.report(), now, rules.forget()));
        }
        if (signal instanceof DrainSignal.Looked looked) {
            return state.sources(state.sources().with(looked.source(), looked.reading(), now));
        }
        return state.readyAtStop().isPresent() ? state : state.stopped(isReady(state, now));
    }

    /**
     * Whether {@code report} can be counted; at most {@value BusyLedger#MOST_REPORTERS} reporters with sessions are. One that
     * cannot is a signal all the same: from then on the count is unknown.
     */
    public boolean admits(DrainState state, BusyReport report, Instant now) {
        return state.ledger().admits(report, now, rules.forget());
    }

    private DrainState read(DrainState state, DrainSignal.Read read, Instant now) {
        if (state.lastRead()
                .filter(last -> read.modifiedAt().isBefore(last.modifiedAt()))
                .isPresent()) {
            return state.failed(ReadProblem.OUTDATED);
        }
        return state.read(read, drain(state, read, now), now);
    }

    /**
     * The drain after {@code read}. A version that rose by more than one while we saw only {@code draining} may hide an
     * {@code active} between two polls, with new sessions let in: the grace begins again. One step is a plain rewrite, as
     * scripts do that mark every older deployment at each release.
     */
    private static Optional<DrainState.Drain> drain(DrainState state, DrainSignal.Read read, Instant now) {
        if (read.state() != DeploymentState.DRAINING) {
            return Optional.empty();
        }
        long step =
                state.lastRead().map(last -> read.version() - last.version()).orElse(0L);
        boolean continuous = step == 0 || step == 1;
        return continuous && state.drain().isPresent()
                ? state.drain()
                : Optional.of(new DrainState.Drain(read.modifiedAt(), now));
    }

    /** What {@code state} means at {@code now}. */
    public DrainView view(DrainState state, Instant now) {
        DrainPhase phase = phase(state);
        return new DrainView(
                phase,
                phase == DrainPhase.DRAINING || phase == DrainPhase.STOPPING,
                state.readyAtStop().orElseGet(() -> isReady(state, now)),
                state.drain().map(DrainState.Drain::since),
                phase == DrainPhase.DRAINING ? OptionalInt.of(graceRemaining(state, now)) : OptionalInt.empty(),
                busy(state, now),
                state.ledger().isStale(now, rules.forget()) || isUnreadable(state),
                isBusyUnknown(state, now),
                counts(state, now),
                problems(state, now),
                state.observedAt(),
                isStale(state, now),
                state.everDrained(),
                state.lastRead().map(DrainSignal.Read::write),
                Optional.empty());
    }

    /** When the view changes next in {@code shutdownReady} without any signal, if it may. */
    public Optional<Instant> nextTurn(DrainState state, Instant now) {
        if (state.readyAtStop().isPresent() || state.drain().isEmpty()) {
            return Optional.empty();
        }
        Instant graceEnds = graceEnds(state.drain().get());
        Instant heard = silenceIsUnknownUntil(state);
        Instant gate = graceEnds.isAfter(heard) ? graceEnds : heard;
        if (now.isBefore(gate)) {
            return Optional.of(gate);
        }
        return Stream.concat(
                        state.ledger().nextForgotten(now, rules.forget()).stream(),
                        state.sources().expiries(now, fresh()))
                .min(Instant::compareTo);
    }

    private static DrainPhase phase(DrainState state) {
        if (state.readyAtStop().isPresent()) {
            return DrainPhase.STOPPING;
        }
        if (state.drain().isPresent()) {
            return DrainPhase.DRAINING;
        }
        return state.lastRead().isPresent() ? DrainPhase.ACTIVE : DrainPhase.UNKNOWN;
    }

    private boolean isReady(DrainState state, Instant now) {
        return state.drain()
                        .filter(drain -> !now.isBefore(graceEnds(drain)))
                        .filter(drain -> areSourcesReadSince(state, graceEnds(drain)))
                        .isPresent()
                && busy(state, now) == 0
                && !isBusyUnknown(state, now)
                && (!rules.requireBusy()
                        || state.ledger().everReported()
                        || state.sources().everCounted());
    }

    /** What a source showed before the grace was over says nothing of the sessions that the grace let in. */
    private boolean areSourcesReadSince(DrainState state, Instant moment) {
        return rules.sources().stream().allMatch(source -> state.sources().isReadSince(source, moment));
    }

    /** Of those that are known. */
    private int busy(DrainState state, Instant now) {
        return state.ledger().busy(now, rules.forget())
                + rules.sources().stream()
                        .flatMap(source -> state.sources().count(source, now, fresh()).stream())
                        .mapToInt(Integer::intValue)
                        .sum();
    }

    private Map<String, OptionalInt> counts(DrainState state, Instant now) {
        Map<String, OptionalInt> counts = new TreeMap<>();
        state.ledger().counts(now, rules.forget()).forEach((name, count) -> counts.put(name, OptionalInt.of(count)));
        for (String source : rules.sources()) {
            Optional<Integer> count = state.sources().count(source, now, fresh());
            counts.put(source, count.map(OptionalInt::of).orElse(OptionalInt.empty()));
        }
        return counts;
    }

    private boolean isUnreadable(DrainState state) {
        return rules.sources().stream().anyMatch(state.sources()::isUnreadable);
    }

    /** A count that ran out is one only in a drain: else no look is due. */
    private Map<String, String> problems(DrainState state, Instant now) {
        Map<String, String> problems = new TreeMap<>();
        for (String source : rules.sources()) {
            state.sources()
                    .problem(source)
                    .or(() -> state.drain().flatMap(drain -> state.sources().silence(source, now, fresh())))
                    .ifPresent(why -> problems.put(source, why));
        }
        return problems;
    }

    private boolean isBusyUnknown(DrainState state, Instant now) {
        return now.isBefore(silenceIsUnknownUntil(state))
                || state.ledger().isIncomplete(now)
                || rules.sources().stream().anyMatch(source -> !state.sources().isSettled(source, now, fresh()));
    }

    /** For how long a reading of a source tells how many sessions it shows now: three looks, each of which may take a while itself. */
    private Duration fresh() {
        return rules.pace().plus(LONGEST_LOOK).multipliedBy(STALE_POLLS);
    }

    /**
     * A process that was killed and started again knows none of the reports that the one before it was told. A reporter speaks
     * once in its ttl: before a full one is over its silence is no zero.
     */
    private Instant silenceIsUnknownUntil(DrainState state) {
        Duration longest = state.ledger().longestTtl();
        Duration ttl = longest.compareTo(BusyReport.DEFAULT_TTL) > 0 ? longest : BusyReport.DEFAULT_TTL;
        return state.startedAt().plus(rules.unknown().orElse(ttl));
    }

    private boolean isStale(DrainState state, Instant now) {
        Instant last = state.observedAt().orElse(state.startedAt());
        return Duration.between(last, now).compareTo(rules.poll().multipliedBy(STALE_POLLS)) > 0;
    }

    private int graceRemaining(DrainState state, Instant now) {
        long millis = state.drain()
                .map(drain -> Duration.between(now, graceEnds(drain)).toMillis())
                .orElse(0L);
        return (int) Math.max(0, (millis + 999) / 1000);
    }

    private Instant graceEnds(DrainState.Drain drain) {
        return drain.seenAt().plus(rules.grace());
    }
}
