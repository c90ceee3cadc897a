package io.ecsdrain.bench.retire;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.sidecar.drain.Backoff;
import io.ecsdrain.sidecar.drain.DrainPolicy;
import io.ecsdrain.sidecar.drain.DrainRules;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.DrainState;
import io.ecsdrain.sidecar.drain.DrainView;
import io.ecsdrain.sidecar.drain.SourceReading;
import io.ecsdrain.sidecar.report.EmfLine;
import io.ecsdrain.sidecar.report.LineClock;
import io.ecsdrain.sidecar.report.LineRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The sidecars of one deployment. The sidecar's own classes decide, and write the lines; its threads and sockets are
 * simulated. Each has the defaults of docs/contract.md, and knows of sessions by their connections.
 */
final class Fleet {

    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration BEAT = POLL;
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration FORGET = Duration.ofMinutes(10);
    private static final int LASTING = 10;
    private static final String SOURCE = "@connections";

    /** The SDK makes a call that was throttled once more, within so long. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private record Session(Instant begins, Instant ends) {}

    private final Timeline timeline;
    private final LocalAws aws;
    private final DeploymentKey key;
    private final ParameterReads reads;
    private final boolean metric;
    private final Duration lasting;
    private final DrainPolicy policy;
    private final Random random;
    private final List<Sidecar> sidecars = new ArrayList<>();
    private boolean over;

    Fleet(Timeline timeline, LocalAws aws, DeploymentKey key, Way way, Random random) {
        this.timeline = timeline;
        this.aws = aws;
        this.key = key;
        this.random = random;
        reads = new ParameterReads(aws, key);
        metric = way.evidence() != Way.Evidence.LOG;
        lasting = Duration.ofSeconds(Math.min(LASTING, way.settle()));
        policy = new DrainPolicy(new DrainRules(
                GRACE,
                Duration.ofSeconds(way.quiet()),
                Duration.ofSeconds(way.settle()),
                FORGET,
                false,
                Optional.empty(),
                Set.of(SOURCE),
                POLL));
    }

    static String group(DeploymentKey key) {
        return "/ecs-drain/" + key.name();
    }

    /** One more, which lives from now on and has a session until then. */
    void add(String task, Instant sessionEnds) {
        sidecars.add(new Sidecar(task, new Session(timeline.now(), sessionEnds)));
    }

    /** A client comes to the first of them. */
    void comes(Duration stays) {
        sidecars.get(0).session = new Session(timeline.now(), timeline.now().plus(stays));
    }

    /** None of them does anything more. */
    void end() {
        over = true;
    }

    private void after(Duration pause, Runnable what) {
        timeline.after(pause, () -> {
            if (!over) {
                what.run();
            }
        });
    }

    private final class Sidecar {
        private final String task;
        private final EmfLine line;
        private final LineClock clock;
        private Session session;
        private DrainState state = DrainState.initial(timeline.now());
        private Instant lastSession = Instant.MIN;
        private long wakes;
        private int refusals;
        private long seq;

        private Sidecar(String task, Session session) {
            this.task = task;
            this.session = session;
            line = new EmfLine(key, new LineRules(BEAT, metric, 60), String.format("%016x", random.nextLong()));
            clock = new LineClock(BEAT, nanos());
            after(part(POLL), this::poll);
            after(part(POLL), this::look);
        }

        private void poll() {
            DrainSignal read = reads.read();
            if (read instanceof DrainSignal.ReadFailed) {
                after(part(RETRY), () -> polled(reads.read()));
            } else {
                polled(read);
            }
        }

        private void polled(DrainSignal read) {
            refusals = read instanceof DrainSignal.ReadFailed ? refusals + 1 : 0;
            hear(read);
            Duration pause = policy.pollPause(state, timeline.now());
            after(Backoff.next(pause, refusals, random.nextDouble()), this::poll);
        }

        private void look() {
            Instant now = timeline.now();
            boolean lives = !now.isBefore(session.begins().plus(lasting)) && now.isBefore(session.ends());
            lastSession = lives ? now : lastSession;
            boolean settled = lives || !now.isBefore(lastSession.plus(lasting));
            after(POLL, this::look);
            hear(new DrainSignal.Looked(SOURCE, new SourceReading.Count(lives ? 1 : 0, settled)));
        }

        private void hear(DrainSignal signal) {
            state = policy.next(state, signal, timeline.now());
            speak();
        }

        /** As it does after each signal, and whenever something is due without one. */
        private void speak() {
            Instant now = timeline.now();
            DrainView view = policy.view(state, now);
            if (!view.everDrained()) {
                return;
            }
            LineClock.Due due = clock.take(view, nanos());
            if (due != LineClock.Due.NOTHING) {
                byte[] text = line.of(now, task, view, ++seq, due == LineClock.Due.TURN);
                aws.logs().line(group(key), "app/drain/" + task, new String(text, StandardCharsets.UTF_8).strip());
            }
            Duration untilLine = Duration.ofNanos(clock.left(view, nanos()));
            Duration pause = policy.nextTurn(state, now)
                    .map(turn -> Duration.between(now, turn))
                    .filter(untilTurn -> untilTurn.compareTo(untilLine) < 0)
                    .orElse(untilLine);
            long wake = ++wakes;
            after(pause, () -> {
                if (wake == wakes) {
                    speak();
                }
            });
        }
    }

    private Duration part(Duration whole) {
        return Duration.ofMillis(random.nextInt((int) whole.toMillis()));
    }

    private long nanos() {
        return Duration.between(Instant.EPOCH, timeline.now()).toNanos();
    }
}
