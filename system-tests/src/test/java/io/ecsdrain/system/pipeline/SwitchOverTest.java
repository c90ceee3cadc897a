package io.ecsdrain.system.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.fixture.LocalCluster;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.lifecycle.execute.Converger;
import io.ecsdrain.lifecycle.plan.converge.ConvergeReport;
import io.ecsdrain.lifecycle.plan.converge.ConvergeWrite;
import io.ecsdrain.reaper.report.RunReport;
import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.drain.DrainPolicy;
import io.ecsdrain.sidecar.drain.DrainRules;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.DrainState;
import io.ecsdrain.sidecar.drain.DrainView;
import io.ecsdrain.sidecar.drain.ReadProblem;
import io.ecsdrain.sidecar.report.EmfLine;
import io.ecsdrain.sidecar.report.LineRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * From the register to the last deletion: converge writes what the sidecars' policy reads, its EMF lines become the
 * metric that the reaper judges by, and what the reaper leaves is what converge pointed the clients at.
 */
class SwitchOverTest {

    private static final DeploymentKey OLD = new DeploymentKey("shop", "a");
    private static final DeploymentKey NEW = new DeploymentKey("shop", "b");

    private final LocalCluster cluster = new LocalCluster();
    private final AwsClients deployer = AwsClients.forTest(cluster.aws.endpoint(), "AKDEPLOYER");
    private final DrainPolicy policy = new DrainPolicy(new DrainRules(
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            true,
            Optional.empty(),
            Set.of(),
            Duration.ofSeconds(60)));
    private final Map<String, DrainState> sidecars = new HashMap<>();
    private int sessions = 1;

    @BeforeEach
    void oneServesAndAnotherIsHealthy() {
        cluster.create(OLD, cluster.listener, TagState.ACTIVE.word(), 3);
        cluster.parameter(OLD.stateParameter(), DeploymentState.ACTIVE.word());
        cluster.parameter(ParameterPaths.live(OLD.name()), OLD.id());
        cluster.defaultAction(OLD);
        minute();
        cluster.create(NEW, cluster.listener, TagState.DEPLOYING.word(), 2);
        minute();
    }

    @AfterEach
    void close() {
        deployer.close();
        cluster.close();
    }

    @Test
    void oneWriteToTheRegisterLeadsTheClientsOverAndTheOldOneGoesWhenItsLastSessionIsOver() {
        cluster.parameter(ParameterPaths.live(NEW.name()), NEW.id());
        assertThat(converge().writes())
                .extracting(ConvergeWrite::getClass, ConvergeWrite::key)
                .containsExactly(
                        tuple(ConvergeWrite.PutState.class, NEW),
                        tuple(ConvergeWrite.PointDefaultAction.class, NEW),
                        tuple(ConvergeWrite.PutState.class, OLD));

        try (ReaperOnDuty reaper = new ReaperOnDuty(cluster.aws, Map.of())) {
            List<String> whileSessionsLast = new ArrayList<>();
            for (int minutes = 0; minutes < 4; minutes++) {
                minute();
                whileSessionsLast.add(reason(reaper.run(), OLD));
            }
            assertThat(whileSessionsLast).containsOnly("not-ready");
            assertThat(cluster.service(OLD).orElseThrow().runningCount()).isEqualTo(3);

            sessions = 0;
            List<RunReport> reports = reaper.runUntilQuiet(this::minute);

            assertThat(reports).noneMatch(RunReport::failed);
            assertThat(reports)
                    .extracting(report -> reason(report, OLD))
                    .containsSubsequence("parking", "awaiting-parked-evidence", "ready", "drained", "gone");
            assertThat(reports).extracting(report -> reason(report, NEW)).containsOnly("active");
        }
        Belongings left = Survey.of(cluster.team, NEW.name());
        assertThat(left.owners()).containsExactly(NEW.toString());
        assertThat(left.things())
                .as("service, 2 tasks, target group, listener, rule, state, register")
                .hasSize(8);
        assertThat(cluster.service(NEW).orElseThrow().runningCount()).isEqualTo(2);
        assertThat(cluster.aws.logs().broken()).isEmpty();
        assertThat(converge().writes()).as("all agree").isEmpty();
    }

    @Test
    void aRollbackBeforeTheLastSessionIsOverKeepsTheOldOneAndRetiresTheNew() {
        cluster.parameter(ParameterPaths.live(NEW.name()), NEW.id());
        converge();
        try (ReaperOnDuty reaper = new ReaperOnDuty(cluster.aws, Map.of())) {
            minute();
            reaper.run();
            cluster.parameter(ParameterPaths.live(OLD.name()), OLD.id());
            assertThat(converge().liveId()).contains(OLD.id());

            sessions = 0;
            List<RunReport> reports = reaper.runUntilQuiet(this::minute);

            assertThat(reports).noneMatch(RunReport::failed);
            assertThat(reason(reports.get(reports.size() - 1), NEW)).isEqualTo("gone");
        }
        Belongings left = Survey.of(cluster.team, OLD.name());
        assertThat(left.owners()).containsExactly(OLD.toString());
        assertThat(left.things()).as("a task more than the other has").hasSize(9);
        assertThat(cluster.service(OLD).orElseThrow().runningCount()).isEqualTo(3);
    }

    private ConvergeReport converge() {
        ConvergeSettings settings = ConvergeSettings.DEFAULT.waiting(cluster.aws::advance);
        ConvergeReport report =
                new Converger(deployer, LocalCluster.NAME, cluster.aws::now, settings).converge(OLD.name());
        assertThat(report.problems()).isEmpty();
        return report;
    }

    /** A minute at whose end every task's sidecar polls, hears of its app's sessions and writes its line. */
    private void minute() {
        cluster.minute();
        for (DeploymentKey key : List.of(OLD, NEW)) {
            EmfLine line = new EmfLine(key, new LineRules(Duration.ofSeconds(60), true, 60), "0123456789abcdef");
            for (String task : cluster.tasks(key)) {
                DrainView view = sidecar(task, read(key));
                byte[] said = line.of(cluster.aws.now(), task, view, 1, false);
                cluster.aws.logs().line("/ecs/shop", task, new String(said, StandardCharsets.UTF_8).strip());
            }
        }
    }

    private DrainView sidecar(String task, DrainSignal read) {
        Instant now = cluster.aws.now();
        DrainState state = sidecars.getOrDefault(task, DrainState.initial(now));
        state = policy.next(state, read, now);
        BusyReport busy = new BusyReport(BusyReport.DEFAULT_REPORTER, sessions, BusyReport.DEFAULT_TTL);
        state = policy.next(state, new DrainSignal.Busy(busy), now);
        sidecars.put(task, state);
        return policy.view(state, now);
    }

    private DrainSignal read(DeploymentKey key) {
        List<Parameter> found = cluster.team
                .ssm()
                .getParameters(get -> get.names(key.stateParameter()))
                .parameters();
        return found.isEmpty()
                ? new DrainSignal.ReadFailed(ReadProblem.NOT_FOUND, "not yet")
                : new DrainSignal.Read(
                        DeploymentState.parse(found.get(0).value()).orElseThrow(),
                        found.get(0).lastModifiedDate(),
                        found.get(0).version());
    }

    private static String reason(RunReport report, DeploymentKey key) {
        return report.decisions().stream()
                .filter(each -> each.key().equals(key))
                .map(each -> each.reason().word())
                .findFirst()
                .orElse("gone");
    }
}
