package io.ecsdrain.bench.canary;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.reaper.Reaper;
import io.ecsdrain.reaper.ReaperConfig;
import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.drain.DrainPolicy;
import io.ecsdrain.sidecar.drain.DrainRules;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.DrainState;
import io.ecsdrain.sidecar.report.EmfLine;
import io.ecsdrain.sidecar.report.LineRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * The ended canary from its end to its deletion. The reaper runs each minute. The sidecars are the sidecar's own
 * classes without their threads: each minute they read the state and are told of the websockets that their app counts.
 */
final class Drain {

    /** So many minutes all sessions go on, far longer than a deployment without sessions lives. */
    private static final int ALL = 10;

    private static final int LAST_ONE = 5;
    private static final int LONGEST = 60;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Stage stage;
    private final List<Session> sessions;
    private final DrainPolicy policy = new DrainPolicy(new DrainRules(
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            true,
            Optional.empty(),
            Set.of(),
            MINUTE));
    private final EmfLine line = new EmfLine(Stage.CANARY, new LineRules(MINUTE, true, 60), "0123456789abcdef");
    private final Map<String, DrainState> sidecars = new HashMap<>();
    private final ReaperConfig config = ReaperConfig.parse(Map.of(
            "CLUSTER", Stage.CLUSTER, "CONSEC", "2", "PERIOD", "60", "MIN_AGE_SEC", "60", "MAX_AGE_HR", "never"));

    Drain(Stage stage, List<Session> sessions) {
        this.stage = stage;
        this.sessions = sessions;
    }

    /** @return how long the sessions went on */
    Duration toItsEnd() {
        Instant begun = stage.aws().now();
        try (AwsClients reaper = AwsClients.forTest(stage.aws().endpoint(), "AKREAPER")) {
            minutes(reaper, ALL, sessions);
            List<Session> others = sessions.subList(1, sessions.size());
            others.forEach(Session::leave);
            minutes(reaper, LAST_ONE, sessions.subList(0, 1));
            sessions.get(0).leave();
            Duration went = Duration.between(begun, stage.aws().now());
            for (int minute = 0; !stage.canaries().isEmpty(); minute++) {
                if (minute == LONGEST) {
                    throw new IllegalStateException("not retired within " + LONGEST + " minutes");
                }
                minutes(reaper, 1, List.of());
            }
            return went;
        }
    }

    private void minutes(AwsClients reaper, int count, List<Session> talking) {
        for (int minute = 0; minute < count; minute++) {
            stage.aws().advance(MINUTE);
            stage.canaries().forEach(this::speak);
            talking.forEach(session -> session.echo("still"));
            new Reaper(reaper, config, stage.aws()::now, ConvergeSettings.DEFAULT.waiting(stage.aws()::advance)).run();
        }
    }

    private void speak(TaskView task) {
        Instant now = stage.aws().now();
        DrainState state = sidecars.getOrDefault(task.id(), DrainState.initial(now));
        state = policy.next(state, read(), now);
        BusyReport busy = new BusyReport(BusyReport.DEFAULT_REPORTER, open(task), BusyReport.DEFAULT_TTL);
        state = policy.next(state, new DrainSignal.Busy(busy), now);
        sidecars.put(task.id(), state);
        byte[] said = line.of(now, task.id(), policy.view(state, now), 1, false);
        stage.aws().logs().line("/ecs/shop", task.id(), new String(said, StandardCharsets.UTF_8).strip());
    }

    private DrainSignal read() {
        Parameter found = stage.team()
                .ssm()
                .getParameter(get -> get.name(Stage.CANARY.stateParameter()))
                .parameter();
        return new DrainSignal.Read(
                DeploymentState.parse(found.value()).orElseThrow(), found.lastModifiedDate(), found.version());
    }

    private static int open(TaskView task) {
        int port = task.targets().values().iterator().next();
        try (var in =
                URI.create("http://127.0.0.1:" + port + "/sessions").toURL().openStream()) {
            return Integer.parseInt(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
