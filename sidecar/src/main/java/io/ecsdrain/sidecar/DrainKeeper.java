package io.ecsdrain.sidecar;

import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.drain.DrainPolicy;
import io.ecsdrain.sidecar.drain.DrainRules;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.DrainState;
import io.ecsdrain.sidecar.drain.DrainView;
import io.ecsdrain.sidecar.drain.ReadProblem;
import io.ecsdrain.sidecar.drain.SourceReading;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the one {@link DrainState}, hands it every signal, and tells of each change once. */
final class DrainKeeper {

    private static final Logger log = LoggerFactory.getLogger(DrainKeeper.class);

    /** An app that starts may listen late; and for as long a new reason is not told again. */
    private static final Duration SETTLING = Duration.ofMinutes(1);

    /** What the log was told of a source. */
    private record Said(String why, Instant at) {}

    private final DrainPolicy policy;
    private final InstantSource clock;
    private final ScheduledExecutorService timers;
    private final Runnable changed;
    private volatile DrainState state;
    private DrainView told;
    private boolean refusing;
    private final Map<String, Said> said = new HashMap<>();
    private ScheduledFuture<?> turn;

    /**
     * @param changed runs after every change of what an app or a reader of the lines is told, also after one that only
     *     time brought about
     */
    DrainKeeper(DrainRules rules, InstantSource clock, ScheduledExecutorService timers, Runnable changed) {
        this.policy = new DrainPolicy(rules);
        this.clock = clock;
        this.timers = timers;
        this.changed = changed;
        state = DrainState.initial(clock.instant());
        told = view();
    }

    DrainView view() {
        return policy.view(state, clock.instant());
    }

    /** The time from a read of the parameters to the next, before jitter and backoff. */
    Duration pollPause() {
        return policy.pollPause(state, clock.instant());
    }

    void accept(DrainSignal signal) {
        synchronized (this) {
            Optional<ReadProblem> before = state.problem();
            state = policy.next(state, signal, clock.instant());
            logProblem(before, signal);
            logSource(signal);
        }
        look();
    }

    /** The view after {@code report}, or empty if there is no place to count one more reporter. */
    Optional<DrainView> report(BusyReport report) {
        boolean counted;
        synchronized (this) {
            Instant now = clock.instant();
            counted = policy.admits(state, report, now);
            state = policy.next(state, new DrainSignal.Busy(report), now);
            logRefusal(counted, report);
        }
        look();
        return counted ? Optional.of(view()) : Optional.empty();
    }

    private void logRefusal(boolean counted, BusyReport report) {
        if (!counted && !refusing) {
            log.warn(
                    "no place for reporter {} with {} sessions: 64 others have some; not ready while they may live",
                    report.reporter(),
                    report.count());
        }
        refusing = !counted;
    }

    private void look() {
        if (isNews()) {
            changed.run();
        }
    }

    private synchronized boolean isNews() {
        DrainView now = view();
        boolean newsForApps = now.differsFrom(told.phase(), told.shutdownReady());
        boolean news = newsForApps || now.turnedSince(told);
        if (newsForApps) {
            log.info(
                    "{} -> {}, shutdown_ready {}, busy {}",
                    told.phase().word(),
                    now.phase().word(),
                    now.shutdownReady(),
                    now.busy());
        }
        if (!now.fence().equals(told.fence())) {
            log.info(now.fence().map(nonce -> "answers fence " + nonce).orElse("answers no fence any more"));
        }
        if (news) {
            told = now;
        }
        awaitTurn();
        return news;
    }

    private void awaitTurn() {
        if (turn != null) {
            turn.cancel(false);
        }
        Instant now = clock.instant();
        turn = policy.nextTurn(state, now)
                .map(at -> timers.schedule(this::look, millisUntil(now, at), TimeUnit.MILLISECONDS))
                .orElse(null);
    }

    /** Rounded up: a look a moment too early would see nothing and cost another. */
    private static long millisUntil(Instant now, Instant at) {
        return Math.max(0, Duration.between(now, at).toMillis()) + 1;
    }

    /** A source that shows nothing yet is no news before it matters, and one that fails is news once a minute. */
    private void logSource(DrainSignal signal) {
        if (!(signal instanceof DrainSignal.Looked looked)
                || state.readyAtStop().isPresent()) {
            return;
        }
        Instant now = clock.instant();
        String why = view().problems().get(looked.source());
        boolean isYoung = now.isBefore(state.startedAt().plus(SETTLING));
        if (looked.reading() instanceof SourceReading.NotYet && state.drain().isEmpty() && isYoung) {
            return;
        }
        Said last = said.get(looked.source());
        if (why == null) {
            if (last != null) {
                log.info("{} is read again", looked.source());
                said.remove(looked.source());
            }
        } else if (last == null
                || !why.equals(last.why()) && now.isAfter(last.at().plus(SETTLING))) {
            log.warn("{} is not known, which is not zero: {}", looked.source(), why);
            said.put(looked.source(), new Said(why, now));
        }
    }

    private void logProblem(Optional<ReadProblem> before, DrainSignal signal) {
        if (before.equals(state.problem())) {
            return;
        }
        String detail = signal instanceof DrainSignal.ReadFailed failed ? failed.detail() : "an older version";
        state.problem()
                .ifPresentOrElse(
                        problem -> log.warn("state parameter {}, the last state is kept: {}", problem, detail),
                        () -> log.info("state parameter read again"));
    }
}
