package io.ecsdrain.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ReadyPoints;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InventoryTest extends OnACluster {

    @Test
    void aDrainingDeploymentIsSeenWholeAndAnActiveOneWithoutTheCostlyParts() {
        twoDeployments();
        ClusterSnapshot seen = observe();

        assertThat(seen.takenAt()).isEqualTo(cluster.aws.now());
        assertThat(seen.cluster()).endsWith(":cluster/prod");
        assertThat(seen.deployments()).extracting(Deployment::key).containsExactly(OLD, NEW);
        assertThat(seen.registers().get("app").found().orElseThrow().value()).isEqualTo("2");
        Deployment old = of(seen, OLD);
        assertThat(old.service().orElseThrow().tags()).containsEntry("state", "draining");
        assertThat(old.service().orElseThrow().desiredCount()).isEqualTo(2);
        assertThat(old.parameter().found().orElseThrow().value()).isEqualTo("draining");
        assertThat(old.tasks().value().orElseThrow()).hasSize(2).allMatch(task -> task.isMeantToRun());
        assertThat(old.scaling()).isEqualTo(Lookup.missing());
        assertThat(old.evidence()).hasSize(2).allSatisfy((task, evidence) -> assertThat(evidence)
                .isEqualTo(new Evidence.Points(List.of())));
        TargetGroupView group = seen.routing()
                .value()
                .orElseThrow()
                .targetGroups()
                .get(old.targetGroups().get(0));
        assertThat(group.targets().isKnown())
                .as("what costs a call for each group is read just before an action on it")
                .isFalse();
        assertThat(group.deregistrationDelaySeconds().isKnown()).isFalse();
        assertThat(group.loadBalancerArns()).containsExactly(cluster.balancer);

        Deployment active = of(seen, NEW);
        assertThat(active.tasks().unknownBecause()).contains("not asked for");
        assertThat(active.evidence()).isEmpty();
    }

    @Test
    void whatAnInquiryDoesNotAskForIsNeitherBilledNorTakenForAnAnswer() {
        twoDeployments();
        ClusterSnapshot all = observe();
        String first = all.deployments().get(0).evidence().keySet().iterator().next();
        int before = queries();

        ClusterSnapshot seen = inventory
                .observe(
                        Scope.ofCluster(ObservedCluster.NAME),
                        cluster.aws.now(),
                        soFar ->
                                Map.of(OLD, Set.of(first), NEW, Set.of("t"), new DeploymentKey("no", "1"), Set.of("t")))
                .value()
                .orElseThrow();

        assertThat(queries() - before).isEqualTo(1);
        assertThat(of(seen, OLD).evidence()).hasSize(2).containsEntry(first, new Evidence.Points(List.of()));
        assertThat(of(seen, OLD).evidence().values()).contains(new Evidence.NotAsked(Optional.of(first)));
        assertThat(of(seen, NEW).evidence()).isEmpty();
    }

    private int queries() {
        return cluster.aws.calls().stream()
                .filter(call -> call.operation().equals("GetMetricData"))
                .mapToInt(call -> call.input().get("MetricDataQueries").size())
                .sum();
    }

    @Test
    void theRoutesOfTheLoadBalancerAreAllThere() {
        twoDeployments();
        ListenerView listener =
                observe().routing().value().orElseThrow().listeners().get(0);
        assertThat(listener.arn()).isEqualTo(cluster.listener);
        assertThat(listener.defaultTargets()).isEmpty();
        assertThat(listener.rules().value().orElseThrow())
                .hasSize(2)
                .as("the default rule is none of them")
                .allMatch(rule -> rule.priority() > 0)
                .anyMatch(rule -> rule.tags().get("deployment_id").equals("1")
                        && rule.conditions().get(0).values().equals(List.of("1"))
                        && rule.forwards().size() == 1);
    }

    @Test
    void evidenceIsTheLowestValueOfEachPeriodOldestFirst() {
        twoDeployments();
        String task = of(observe(), OLD).tasks().value().orElseThrow().get(0).taskId();
        java.time.Instant minute = java.time.Instant.parse("2026-01-01T00:00:00Z");
        cluster.aws.advance(java.time.Duration.ofMinutes(3));
        ReadyPoints.put(
                cluster.team.cloudWatch(),
                List.of(
                        ReadyPoints.of(OLD, task, minute.plusSeconds(65), 1),
                        ReadyPoints.of(OLD, task, minute.plusSeconds(70), 0),
                        ReadyPoints.of(OLD, task, minute.plusSeconds(130), 1),
                        ReadyPoints.of(NEW, task, minute.plusSeconds(130), 0)));
        assertThat(of(observe(), OLD).evidence().get(task))
                .isEqualTo(new Evidence.Points(List.of(
                        new Evidence.Point(minute.plusSeconds(60), 0),
                        new Evidence.Point(minute.plusSeconds(120), 1))));
    }

    @Test
    void aTaskThatWasToldToStopIsStillSeenAndNotAskedForEvidence() {
        twoDeployments();
        cluster.team.ecs().updateService(update -> update.cluster(ObservedCluster.NAME)
                .service(OLD.serviceName())
                .desiredCount(0));
        cluster.aws.advance(java.time.Duration.ofSeconds(5));

        Deployment old = of(observe(), OLD);

        assertThat(old.tasks().value().orElseThrow())
                .hasSize(2)
                .noneMatch(task -> task.isMeantToRun())
                .noneMatch(task -> task.isStopped());
        assertThat(old.evidence()).isEmpty();
    }
}
