package io.ecsdrain.sidecar.drain;

import io.ecsdrain.contract.Fence;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a task answers the reaper's fence: that no session came since its clients were led away. A load balancer
 * takes its time until all of it knows of that, and a connection takes its time until it counts. So the task watches
 * for a whole settle time first, and each session begins that time anew.
 */
final class FenceAnswer {

    private final DrainRules rules;
    private final Sessions sessions;
    private final Readiness readiness;

    FenceAnswer(DrainRules rules, Sessions sessions, Readiness readiness) {
        this.rules = rules;
        this.sessions = sessions;
        this.readiness = readiness;
    }

    /**
     * What is seen of a fence: only one for the very write that was read counts, and one that was seen before is no new
     * one. This task watches by itself, so its time counts from when the fence was written, and not from when its next
     * read showed it; but from no moment before the last answer that did not show it, nor before this drain.
     *
     * @param next what is known since the read
     */
    static Optional<DrainState.Sighting> sighted(DrainState before, DrainState next, Instant now) {
        DrainSignal.Read read = next.lastRead().orElseThrow();
        Instant watched = Stream.of(
                        now.minus(read.fenceAge()),
                        before.answeredAt().orElse(now),
                        next.drain().map(DrainState.Drain::seenAt).orElse(now))
                .max(Instant::compareTo)
                .orElseThrow();
        return read.fence().filter(fence -> fence.state().equals(read.write())).map(fence -> before.fence()
                .filter(seen -> seen.fence().equals(fence))
                .orElseGet(() -> new DrainState.Sighting(fence, watched)));
    }

    /** The nonce of the fence that this task answers. */
    Optional<String> nonce(DrainState state, Instant now) {
        return state.fence()
                .filter(seen -> state.readyAtStop().isEmpty())
                .filter(seen -> isSettled(state, settledAt(state, seen, sessions.last(state, now)), now))
                .filter(seen -> readiness.isReady(state, now))
                .map(DrainState.Sighting::fence)
                .map(Fence::nonce);
    }

    /** When the answer changes next without any signal, beside the turns of readiness, if it may. */
    Optional<Instant> nextTurn(DrainState state, Instant now) {
        return state.fence()
                .map(seen -> settledAt(state, seen, sessions.over(state, now)))
                .filter(now::isBefore);
    }

    private boolean isSettled(DrainState state, Instant end, Instant now) {
        // What a source showed before says nothing of the sessions that came until then.
        return !now.isBefore(end) && sessions.areReadSince(state, end);
    }

    /** A session that came last of all may be reported as late as its reporter is allowed to: once in its ttl. */
    private Instant settledAt(DrainState state, DrainState.Sighting seen, Optional<Instant> lastSession) {
        return lastSession
                .filter(seen.at()::isBefore)
                .orElse(seen.at())
                .plus(rules.settle())
                .plus(state.ledger().longestTtl());
    }
}
