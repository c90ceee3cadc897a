package io.ecsdrain.sidecar.drain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a task is ready to be shut down, what it still waits for, and when that changes. */
final class Readiness {

    private final DrainRules rules;
    private final Sessions sessions;

    Readiness(DrainRules rules, Sessions sessions) {
        this.rules = rules;
        this.sessions = sessions;
    }

    boolean isReady(DrainState state, Instant now) {
        // What a source showed before the grace was over says nothing of the sessions that the grace let in.
        return state.drain()
                        .map(this::graceEnds)
                        .filter(end -> !now.isBefore(end) && sessions.areReadSince(state, end))
                        .isPresent()
                && sessions.busy(state, now) == 0
                && !sessions.areUnknown(state, now)
                && quietRemaining(state, now).isZero()
                && (!rules.requireBusy() || sessions.wereEverCounted(state));
    }

    /** Zero once the grace is over, and outside of a drain. */
    Duration graceRemaining(DrainState state, Instant now) {
        return remaining(state.drain().map(this::graceEnds), now);
    }

    /** All of it while a session may live; zero if none ever did. */
    Duration quietRemaining(DrainState state, Instant now) {
        return remaining(sessions.last(state, now).map(last -> last.plus(rules.quiet())), now);
    }

    /** When readiness changes next without any signal, if it may. */
    Optional<Instant> nextTurn(DrainState state, Instant now) {
        if (state.readyAtStop().isPresent() || state.drain().isEmpty()) {
            return Optional.empty();
        }
        Instant graceEnds = graceEnds(state.drain().get());
        Instant heard = sessions.silenceIsUnknownUntil(state);
        Instant gate = graceEnds.isAfter(heard) ? graceEnds : heard;
        if (now.isBefore(gate)) {
            return Optional.of(gate);
        }
        Stream<Instant> quiet = sessions.over(state, now).map(over -> over.plus(rules.quiet())).stream();
        return Stream.concat(sessions.changes(state, now), quiet.filter(now::isBefore))
                .min(Instant::compareTo);
    }

    private Instant graceEnds(DrainState.Drain drain) {
        return drain.seenAt().plus(rules.grace());
    }

    private static Duration remaining(Optional<Instant> end, Instant now) {
        return end.filter(now::isBefore).map(at -> Duration.between(now, at)).orElse(Duration.ZERO);
    }
}
