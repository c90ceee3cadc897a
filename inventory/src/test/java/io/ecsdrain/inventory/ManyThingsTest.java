package io.ecsdrain.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ReadyPoints;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.localaws.elbv2.ElbSwitches;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** More of everything than fits on a page, in a batch, or under one name. */
class ManyThingsTest {

    private static final DeploymentKey BIG = new DeploymentKey("app", "d0");

    private ObservedCluster cluster;

    @BeforeEach
    void start() {
        cluster = new ObservedCluster();
        cluster.aws.switches().set(ElbSwitches.LARGEST_PAGE, 7);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private ClusterSnapshot observe(Scope scope) {
        return new Inventory(cluster.clients)
                .observe(scope, cluster.aws.now())
                .value()
                .orElseThrow();
    }

    @Test
    void of25ServicesUnderTwoNamesThatBeginAlikeNothingIsMissedAndNothingForeignTaken() {
        List<DeploymentKey> ours = new ArrayList<>();
        List<DeploymentKey> theirs = new ArrayList<>();
        for (int number = 0; number < 25; number++) {
            DeploymentKey key = new DeploymentKey(number % 2 == 0 ? "app" : "app-eu", "d" + number);
            (number % 2 == 0 ? ours : theirs).add(key);
            cluster.deploy(key, number == 0 ? "draining" : "active", number == 0 ? 130 : 1);
        }
        // A leftover whose service would have the name of a foreign service.
        DeploymentKey namesake = new DeploymentKey("app", "eu-d1");
        cluster.fixture.parameter(namesake.stateParameter(), "draining");
        cluster.fixture.scalable(namesake.serviceName(), 1, 4);
        cluster.settle();

        ClusterSnapshot seen = observe(Scope.ofCluster(ObservedCluster.NAME).only("app"));

        ours.add(namesake);
        assertThat(seen.deployments()).extracting(Deployment::key).containsExactlyInAnyOrderElementsOf(ours);
        assertThat(seen.otherServices()).hasSameSizeAs(theirs);
        assertThat(seen.registers()).containsOnlyKeys("app");
        Deployment big = seen.deployments().get(0);
        assertThat(big.key()).isEqualTo(BIG);
        assertThat(big.tasks().value().orElseThrow().stream()
                        .map(TaskView::taskId)
                        .distinct())
                .hasSize(130);
        assertThat(big.evidence()).hasSize(130);
        assertThat(seen.routing()
                        .value()
                        .orElseThrow()
                        .listeners()
                        .get(0)
                        .rules()
                        .value()
                        .orElseThrow())
                .hasSize(25);
        assertThat(seen.routing().value().orElseThrow().targetGroups()).hasSize(25);
        assertThat(seen.deployments())
                .filteredOn(deployment -> !deployment.key().equals(namesake))
                .allMatch(deployment -> deployment.targetGroups().size() == 1)
                .allMatch(deployment -> deployment.service().isPresent());
        assertThat(seen.deployments())
                .as("the only scalable target is app-eu's")
                .allMatch(deployment -> deployment.scaling().isMissing());
        assertThat(seen.remarks()).isEmpty();

        try (AwsClients atOnce = AwsClients.forTestReadingAtOnce(cluster.aws.endpoint(), "AKATONCE")) {
            assertThat(new Inventory(atOnce)
                            .observe(Scope.ofCluster(ObservedCluster.NAME).only("app"), cluster.aws.now())
                            .value())
                    .as("the same, whatever was answered first")
                    .contains(seen);
        }

        ClusterSnapshot all = observe(Scope.ofCluster(ObservedCluster.NAME));
        assertThat(all.deployments()).hasSize(26);
        assertThat(all.otherServices()).isEmpty();
        assertThat(all.registers()).containsOnlyKeys("app", "app-eu");
        assertThat(all.deployments())
                .filteredOn(deployment -> deployment.scaling().found().isPresent())
                .extracting(Deployment::key)
                .containsExactly(new DeploymentKey("app-eu", "d1"));
    }

    @Test
    void the501stTaskIsAskedAboutAndItsAnswerIsItsOwn() {
        List<DeploymentKey> keys = List.of(
                BIG, new DeploymentKey("app", "d1"), new DeploymentKey("app", "d2"), new DeploymentKey("app", "d3"));
        keys.forEach(key -> cluster.deploy(key, "draining", 130));
        cluster.settle();
        ClusterSnapshot before = observe(Scope.ofCluster(ObservedCluster.NAME));
        List<MetricDatum> data = new ArrayList<>();
        before.deployments().forEach(deployment -> deployment
                .tasks()
                .value()
                .orElseThrow()
                .forEach(task ->
                        data.add(ReadyPoints.of(deployment.key(), task.taskId(), cluster.aws.now(), value(task)))));
        ReadyPoints.put(cluster.team.cloudWatch(), data);

        ClusterSnapshot seen = observe(Scope.ofCluster(ObservedCluster.NAME));

        assertThat(seen.deployments()).allSatisfy(deployment -> assertThat(deployment.evidence())
                .hasSize(130)
                .allSatisfy((task, evidence) -> assertThat(evidence)
                        .isInstanceOfSatisfying(Evidence.Points.class, points -> assertThat(points.points())
                                .singleElement()
                                .extracting(Evidence.Point::minimum)
                                .isEqualTo(value(task)))));
        assertThat(data.stream().map(MetricDatum::value).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(0.0, 1.0);
    }

    private static double value(TaskView task) {
        return value(task.taskId());
    }

    private static double value(String taskId) {
        return Character.digit(taskId.charAt(taskId.length() - 1), 16) % 2;
    }
}
