package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Fence;
import io.ecsdrain.localaws.logs.LogsSwitches;
import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.drain.DrainPolicy;
import io.ecsdrain.sidecar.drain.DrainRules;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.DrainState;
import io.ecsdrain.sidecar.drain.DrainView;
import io.ecsdrain.sidecar.drain.ReadProblem;
import io.ecsdrain.sidecar.drain.SourceReading;
import io.ecsdrain.sidecar.report.EmfLine;
import io.ecsdrain.sidecar.report.LineClock;
import io.ecsdrain.sidecar.report.LineRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The sidecar of one task that speaks by its log: the product's own state machine and line, on the stage's time. What
 * it reads may be old, its clock wrong, its process killed; its lines may be lost, late, or come twice.
 */
final class Voice {

    static final Duration SETTLE = Duration.ofSeconds(30);
    static final Duration BEAT = Duration.ofSeconds(15);

    /** A connection is a session once it has lasted so long. */
    private static final Duration LASTED = Duration.ofSeconds(10);

    private static final Duration TTL = Duration.ofSeconds(15);
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final int LONGEST_ABSENCE = 60;
    private static final String CONNECTIONS = "@connections";

    /**
     * A line that arrives.
     *
     * @param earliest when a reader may see it at first
     * @param latest from when on every reader sees it
     */
    record Told(
            String boot,
            long seq,
            Instant at,
            Instant earliest,
            Instant latest,
            Optional<String> state,
            Optional<String> fence,
            boolean ready,
            int busy) {}

    /** A line on its way. */
    private record Sent(Instant arrives, String text, Instant at, DrainView view, long seq, String boot) {}

    private final Stage stage;
    private final Lines lines;
    private final DeploymentKey key;
    private final String task;
    private final DrainPolicy policy;
    private final List<Told> told = new ArrayList<>();
    private final List<Sent> onTheWay = new ArrayList<>();
    private String boot;
    private long seq;
    private EmfLine line;
    private LineClock clock;
    private DrainState state;
    private Instant nextReport;
    private Instant backAt = Instant.MIN;
    private boolean everDrained;

    Voice(Stage stage, DeploymentKey key, String task, Duration grace) {
        this.stage = stage;
        this.lines = stage.draw.lines().orElseThrow();
        this.key = key;
        this.task = task;
        policy = new DrainPolicy(new DrainRules(
                grace,
                QUIET,
                SETTLE,
                TTL,
                false,
                Optional.of(TTL),
                lines.counting() == Lines.Counting.CONNECTIONS ? Set.of(CONNECTIONS) : Set.of(),
                Duration.ofSeconds(5)));
        start(stage.aws.now());
    }

    private void start(Instant now) {
        boot = HexFormat.of().toHexDigits(lines.random().nextLong());
        seq = 0;
        line = new EmfLine(key, new LineRules(BEAT, lines.metric(), 60), boot);
        clock = new LineClock(BEAT, nanos(now));
        state = DrainState.initial(now);
        nextReport = now;
    }

    /** What arrived, in the order in which it was written. */
    List<Told> told() {
        return told;
    }

    boolean drains() {
        return state.drain().isPresent();
    }

    /** Everything that happens to it in one step. */
    void live(List<Traffic.Session> sessions, Instant now, List<Traffic.Said> said) {
        arrive(now, said);
        if (now.isBefore(backAt)) {
            return;
        }
        if (!backAt.equals(Instant.MIN)) {
            backAt = Instant.MIN;
            start(now);
        }
        if (!stage.traffic.quiet && lines.random().nextInt(1_000) < lines.restarts()) {
            backAt = now.plusSeconds(lines.random().nextInt(LONGEST_ABSENCE));
            return;
        }
        count(sessions, now);
        state = policy.next(state, read(now), now);
        everDrained |= drains();
        if (everDrained) {
            speak(now, said);
        }
    }

    private void count(List<Traffic.Session> sessions, Instant now) {
        switch (lines.counting()) {
            case TOLD_AT_ONCE -> report(sessions.size(), now);
            case TOLD_ONCE_IN_A_WHILE -> {
                if (!now.isBefore(nextReport)) {
                    nextReport = now.plus(TTL);
                    report(sessions.size(), now);
                }
            }
            case CONNECTIONS -> {
                int lasting = (int) sessions.stream()
                        .filter(session -> !session.begun().plus(LASTED).isAfter(now))
                        .count();
                boolean settled = lasting > 0 || !now.isBefore(state.startedAt().plus(LASTED));
                state = policy.next(
                        state, new DrainSignal.Looked(CONNECTIONS, new SourceReading.Count(lasting, settled)), now);
            }
        }
    }

    private void report(int count, Instant now) {
        state = policy.next(state, new DrainSignal.Busy(new BusyReport("app", count, TTL)), now);
    }

    /** State and fence, each of a replica of its own. */
    private DrainSignal read(Instant now) {
        Parameters parameters = stage.traffic.parameters();
        Optional<Parameters.Version> found = parameters.versionAt(key.stateParameter(), behind(now));
        if (found.isEmpty()) {
            return new DrainSignal.ReadFailed(ReadProblem.NOT_FOUND, "it does not exist");
        }
        Optional<Fence> fence = lines.refused() && !stage.traffic.quiet
                ? Optional.empty()
                : parameters.valueAt(key.fenceParameter(), behind(now)).flatMap(Fence::parse);
        return DeploymentState.parse(found.get().value())
                .<DrainSignal>map(word ->
                        new DrainSignal.Read(word, found.get().at(), found.get().number(), fence))
                .orElseGet(() -> new DrainSignal.ReadFailed(ReadProblem.UNKNOWN_VALUE, "no state"));
    }

    private Instant behind(Instant now) {
        int more = lines.stale() == 0 ? 0 : lines.random().nextInt(lines.stale() + 1);
        return now.minus(stage.aws.switches().get(io.ecsdrain.localaws.ssm.SsmSwitches.STALE_READS))
                .minusSeconds(more);
    }

    private void speak(Instant now, List<Traffic.Said> said) {
        DrainView view = policy.view(state, now);
        LineClock.Due due = clock.take(view, nanos(now));
        if (due == LineClock.Due.NOTHING) {
            return;
        }
        seq++;
        Instant at =
                now.plusSeconds(lines.clock() == 0 ? 0 : lines.random().nextInt(lines.clock()) - lines.clock() / 2);
        String text =
                new String(line.of(at, task, view, seq, due == LineClock.Due.TURN), StandardCharsets.UTF_8).strip();
        stage.traffic.answers(key, view.fence(), now);
        if (!stage.traffic.quiet && lines.chance(lines.lost())) {
            return;
        }
        boolean late = !stage.traffic.quiet && lines.chance(lines.late());
        onTheWay.add(new Sent(late ? now.plusSeconds(lines.random().nextInt(60)) : now, text, at, view, seq, boot));
        arrive(now, said);
    }

    private void arrive(Instant now, List<Traffic.Said> said) {
        for (Sent sent : List.copyOf(onTheWay)) {
            if (!sent.arrives().isAfter(now)) {
                onTheWay.remove(sent);
                stage.aws.logs().line(lines.group(key.name()), "app/drain/" + task, sent.text());
                Instant earliest = now.plus(stage.aws.switches().get(LogsSwitches.INGESTION_DELAY));
                told.add(new Told(
                        sent.boot(),
                        sent.seq(),
                        sent.at(),
                        earliest,
                        earliest.plus(stage.aws.switches().get(LogsSwitches.DRIVER_BATCH)),
                        sent.view().stateWrite(),
                        sent.view().fence(),
                        sent.view().shutdownReady(),
                        sent.view().busy()));
                if (lines.metric()) {
                    said.add(new Traffic.Said(sent.at(), sent.view().shutdownReady() ? 1 : 0));
                }
            }
        }
    }

    private static long nanos(Instant now) {
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }
}
