package io.ecsdrain.sidecar.drain;

import io.ecsdrain.contract.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The state machine of one task: which state follows a signal, and what a state means at a moment. */
public final class DrainPolicy {

    /** So many polls without a successful read make the view stale. */
    static final int STALE_POLLS = 3;

    private final DrainRules rules;
    private final Sessions sessions;
    private final Readiness readiness;
    private final FenceAnswer fenceAnswer;
    private final PollPace pollPace;

    public DrainPolicy(DrainRules rules) {
        this.rules = rules;
        sessions = new Sessions(rules);
        readiness = new Readiness(rules, sessions);
        fenceAnswer = new FenceAnswer(rules, sessions, readiness);
        pollPace = new PollPace(rules);
    }

    /** The state after {@code signal}, which came at {@code now}. */
    public DrainState next(DrainState state, DrainSignal signal, Instant now) {
        DrainState after = after(state, signal, now);
        // The signal may end the last session, or tell of a first one.
        return after.lastSession(Stream.concat(sessions.last(state, now).stream(), sessions.last(after, now).stream())
                .max(Instant::compareTo));
    }

    private DrainState after(DrainState state, DrainSignal signal, Instant now) {
        if (signal instanceof DrainSignal.Read read) {
            return read(state, read, now);
        }
        if (signal instanceof DrainSignal.ReadFailed failed) {
            return failed(state, failed.problem(), now);
        }
        if (signal instanceof DrainSignal.Busy busy) {
            return state.ledger(state.ledger().with(busy.report(), now, rules.forget()));
        }
        if (signal instanceof DrainSignal.Looked looked) {
            return state.sources(state.sources().with(looked.source(), looked.reading(), now));
        }
        return state.readyAtStop().isPresent() ? state : state.stopped(readiness.isReady(state, now));
    }

    /**
     * Whether {@code report} can be counted; at most {@value BusyLedger#MOST_REPORTERS} reporters with sessions are.
     * One that cannot is a signal all the same: from then on the count is unknown.
     */
    public boolean admits(DrainState state, BusyReport report, Instant now) {
        return state.ledger().admits(report, now, rules.forget());
    }

    private DrainState read(DrainState state, DrainSignal.Read read, Instant now) {
        if (state.lastRead()
                .filter(last -> read.modifiedAt().isBefore(last.modifiedAt()))
                .isPresent()) {
            return failed(state, ReadProblem.OUTDATED, now);
        }
        Optional<DrainState.Drain> drain = drain(state, read, now);
        // By the pace that holds now: a read that is refused later makes this one no newer.
        Duration pace = pollPace.regular(state, drain.isPresent(), now);
        DrainState next = state.read(read, drain, now, now.plus(pace.multipliedBy(STALE_POLLS)));
        return next.fence(FenceAnswer.sighted(state, next, now));
    }

    /** Keeps the state, but no fence where another state, or none, was shown: it must be seen again. */
    private static DrainState failed(DrainState state, ReadProblem problem, Instant now) {
        DrainState failed = state.failed(problem, now);
        return problem.isAnswer() ? failed.fence(Optional.empty()) : failed;
    }

    /**
     * The drain after {@code read}. A version that rose by more than one while we saw only {@code draining} may hide an
     * {@code active} between two polls, with new sessions let in: the grace begins again. One step is a plain rewrite,
     * as scripts do that mark every older deployment at each release.
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
        boolean drains = phase == DrainPhase.DRAINING;
        return new DrainView(
                phase,
                drains || phase == DrainPhase.STOPPING,
                state.readyAtStop().orElseGet(() -> readiness.isReady(state, now)),
                state.drain().map(DrainState.Drain::since),
                drains ? seconds(readiness.graceRemaining(state, now)) : OptionalInt.empty(),
                drains ? seconds(readiness.quietRemaining(state, now)) : OptionalInt.empty(),
                sessions.busy(state, now),
                sessions.areStale(state, now),
                sessions.areUnknown(state, now),
                sessions.counts(state, now),
                sessions.problems(state, now),
                drains ? sessions.peers(state, now) : Map.of(),
                state.observedAt(),
                isStale(state, now),
                state.everDrained(),
                state.lastRead().map(DrainSignal.Read::write),
                fenceAnswer.nonce(state, now));
    }

    /** When the view changes next in {@code shutdownReady} or {@code fence} without any signal, if it may. */
    public Optional<Instant> nextTurn(DrainState state, Instant now) {
        return Stream.concat(readiness.nextTurn(state, now).stream(), fenceAnswer.nextTurn(state, now).stream())
                .min(Instant::compareTo);
    }

    /** The time from a read of the parameters to the next, before jitter and backoff. */
    public Duration pollPause(DrainState state, Instant now) {
        return pollPace.next(state, now);
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

    private boolean isStale(DrainState state, Instant now) {
        return now.isAfter(state.staleAt()
                .orElseGet(() -> state.startedAt().plus(rules.poll().multipliedBy(STALE_POLLS))));
    }

    /** Rounded up. */
    private static OptionalInt seconds(Duration duration) {
        return OptionalInt.of((int) ((duration.toMillis() + 999) / 1000));
    }
}
