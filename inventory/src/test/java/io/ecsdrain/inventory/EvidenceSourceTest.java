package io.ecsdrain.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.fixture.ReadyPoints;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.inventory.model.SidecarLogs;
import io.ecsdrain.inventory.observe.EvidenceReader;
import io.ecsdrain.inventory.observe.EvidenceReader.Subject;
import io.ecsdrain.inventory.observe.LineReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the reaper reads lines, a task that writes some is judged by them, and one that writes none by its metric. */
class EvidenceSourceTest extends OnACluster {

    private static final String GROUP = "/ecs-drain/app";
    private static final Subject SPEAKS = new Subject(OLD, "speaks");
    private static final Subject SILENT = new Subject(OLD, "silent");
    private static final Scope BY_LINES =
            Scope.ofCluster(ObservedCluster.NAME).reading(new SidecarLogs("/ecs-drain/{deployment_name}"));

    @BeforeEach
    void bothHaveAMetricAndOneWritesLines() {
        ReadyPoints.put(
                cluster.team.cloudWatch(),
                List.of(
                        ReadyPoints.of(OLD, SPEAKS.taskId(), cluster.aws.now(), 1),
                        ReadyPoints.of(OLD, SILENT.taskId(), cluster.aws.now(), 1)));
        cluster.aws.advance(Duration.ofMinutes(2));
        line("speaks");
    }

    private void line(String task) {
        cluster.aws
                .logs()
                .line(
                        GROUP,
                        "app/drain/" + task,
                        "{\"deployment_name\":\"app\",\"deployment_id\":\"1\",\"task_id\":\"" + task
                                + "\",\"state\":null,\"fence\":null,\"busy\":3,\"sources\":{},\"at\":\""
                                + cluster.aws.now()
                                + "\",\"boot\":\"0123456789abcdef\",\"seq\":1,\"beat_seconds\":15,\"ShutdownReady\":0}");
    }

    private EvidenceSource source(Scope scope) {
        return new EvidenceSource(
                new EvidenceReader(cluster.clients.cloudWatch()),
                new LineReader(cluster.clients.logs()),
                scope,
                cluster.aws.now());
    }

    @Test
    void linesComeBeforeTheMetric() {
        Map<Subject, Evidence> said = source(BY_LINES).of(List.of(SPEAKS, SILENT));

        assertThat(said).containsOnlyKeys(SPEAKS, SILENT);
        assertThat(said.get(SPEAKS)).isInstanceOfSatisfying(Evidence.Lines.class, lines -> assertThat(
                        lines.lines().get(0).busy())
                .isEqualTo(3));
        assertThat(said.get(SILENT)).isInstanceOf(Evidence.Points.class);
    }

    @Test
    void withALineOfOneTaskThoseOfAllTheDeploymentsAreKnown() {
        line("another");

        assertThat(source(BY_LINES).of(List.of(SPEAKS))).containsOnlyKeys(SPEAKS, new Subject(OLD, "another"));
    }

    @Test
    void aLogThatCannotBeReadIsNotMadeUpForByTheMetric() {
        Scope nowhere = Scope.ofCluster(ObservedCluster.NAME).reading(new SidecarLogs("/nowhere"));

        assertThat(source(nowhere).of(List.of(SPEAKS)))
                .isEqualTo(Map.of(SPEAKS, new Evidence.Unread("FilterLogEvents: ResourceNotFoundException")));
    }

    @Test
    void withoutLogsTheMetricAloneIsRead() {
        assertThat(source(Scope.ofCluster(ObservedCluster.NAME)).of(List.of(SPEAKS)))
                .hasEntrySatisfying(SPEAKS, said -> assertThat(said).isInstanceOf(Evidence.Points.class));
        assertThat(cluster.calls("AKTEST")).doesNotContain("FilterLogEvents");
    }
}
