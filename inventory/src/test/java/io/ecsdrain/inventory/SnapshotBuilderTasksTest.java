package io.ecsdrain.inventory;

import static io.ecsdrain.inventory.Readings.CLUSTER;
import static io.ecsdrain.inventory.Readings.EU;
import static io.ecsdrain.inventory.Readings.NOW;
import static io.ecsdrain.inventory.Readings.NO_ROUTES;
import static io.ecsdrain.inventory.Readings.V1;
import static io.ecsdrain.inventory.Readings.V2;
import static io.ecsdrain.inventory.Readings.deployment;
import static io.ecsdrain.inventory.Readings.findings;
import static io.ecsdrain.inventory.Readings.service;
import static io.ecsdrain.inventory.Readings.tags;
import static io.ecsdrain.inventory.Readings.task;
import static io.ecsdrain.inventory.Readings.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.observe.EvidenceReader.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose tasks are read, which of them are asked about, and what is unknown of the others. */
class SnapshotBuilderTasksTest {

    @Test
    void tasksAreReadOfWhatDrainsAndOfOneDeploymentAloneWhereOneIsAskedFor() {
        ServiceView draining = service(V1, 2, 1);
        ServiceView other = service(V2, 3, 0);
        SnapshotBuilder findings = findings(CLUSTER, List.of(service(EU, 4, 0)), draining, other);
        findings.parameters(Map.of("app", words(V1)));
        assertThat(findings.unreadTasks()).containsExactly(draining);
        assertThat(findings.runningTasks()).isEqualTo(2 + 1 + 3 + 4);
        findings.parameters(Map.of("app", words(V1, V2)));
        assertThat(findings.unreadTasks()).containsExactly(draining, other);
        SnapshotBuilder one = findings(CLUSTER.only(Set.of(V2)), draining, other);
        one.parameters(Map.of("app", words(V1, V2)));
        assertThat(one.unreadTasks()).containsExactly(other);
    }

    @Test
    void tasksOfAServiceThatIsEmptiedAreReadBeforeItsParameterIsAndNotTwice() {
        ServiceView parked =
                new ServiceView("arn", V1.serviceName(), "ACTIVE", NOW, 0, 1, 0, tags(V1), List.of(), "td");
        SnapshotBuilder findings = findings(CLUSTER, parked);
        assertThat(findings.unreadTasks()).containsExactly(parked);
        assertThat(findings.leavesOpen()).isTrue();
        findings.tasks(Map.of(V1.serviceName(), Observed.unknown("throttled")));
        assertThat(findings.unreadTasks()).isEmpty();
        findings.scaling(Map.of(V1.serviceName(), Lookup.unknown("throttled")));
        assertThat(findings.unreadScaling()).isEmpty();
        assertThat(findings.leavesOpen()).isTrue();
        findings.parameters(Map.of("app", words(V1)));
        assertThat(findings.unreadNames()).isEmpty();
        assertThat(findings.leavesOpen()).isFalse();
        findings.parameters(Map.of("app", words(V2)));
        assertThat(findings.leavesOpen()).isTrue();
    }

    @Test
    void onlyTasksThatAreMeantToRunOfWhatDrainsAreAskedAboutAndEachOnce() {
        SnapshotBuilder findings = findings(CLUSTER, service(V1, 2, 0), service(V2, 1, 0));
        findings.parameters(Map.of("app", words(V1)));
        findings.scaling(Map.of(
                V1.serviceName(), Lookup.missing(),
                V2.serviceName(), Lookup.missing()));
        findings.tasks(Map.of(
                V1.serviceName(),
                Observed.known(List.of(task("a", "RUNNING"), task("b", "RUNNING"), task("gone", "STOPPED"))),
                V2.serviceName(),
                Observed.known(List.of(task("a", "RUNNING")))));
        Set<String> all = Set.of("a", "b", "gone", "stranger");
        assertThat(findings.unasked(Map.of(V1, all, V2, all)))
                .containsExactlyInAnyOrder(new Subject(V1, "a"), new Subject(V1, "b"));
        assertThat(findings.unasked(Map.of(V1, Set.of("b")))).containsExactly(new Subject(V1, "b"));
        Evidence said = new Evidence.Points(List.of(new Evidence.Point(NOW, 1)));
        findings.evidence(Map.of(new Subject(V1, "b"), said));
        assertThat(findings.unasked(Map.of(V1, all))).containsExactly(new Subject(V1, "a"));
        ClusterSnapshot snapshot = findings.snapshot(NOW, NO_ROUTES);
        assertThat(deployment(snapshot, V1).evidence())
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", new Evidence.NotAsked(Optional.of("b")), "b", said));
        assertThat(deployment(snapshot, V2).evidence()).isEmpty();
        assertThat(deployment(snapshot, V2).tasks().isKnown()).isTrue();
    }

    @Test
    void tasksThatWereNotAskedForAreNotNone() {
        SnapshotBuilder findings = findings(CLUSTER, service(V1, 1, 0));
        findings.parameters(Map.of("app", words()));
        findings.scaling(Map.of(V1.serviceName(), Lookup.missing()));
        assertThat(deployment(findings.snapshot(NOW, NO_ROUTES), V1).tasks().unknownBecause())
                .contains("not asked for");
    }

    @Test
    void tasksThatCouldNotBeReadAreUnknown() {
        SnapshotBuilder findings = findings(CLUSTER, service(V1, 2, 0));
        findings.parameters(Map.of("app", words(V1)));
        findings.scaling(Map.of(V1.serviceName(), Lookup.missing()));
        findings.tasks(Map.of(V1.serviceName(), Observed.unknown("throttled")));
        ClusterSnapshot snapshot = findings.snapshot(NOW, NO_ROUTES);
        assertThat(deployment(snapshot, V1).tasks().unknownBecause()).contains("throttled");
        assertThat(deployment(snapshot, V1).evidence()).isEmpty();
    }
}
