package io.ecsdrain.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.DeploymentTags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.localaws.wire.CallRecord;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes to light only by one reading is read in the next, and what was read is not read again. */
class RoundsTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "1");
    private static final DeploymentKey ODD = new DeploymentKey("app", "2");
    private static final DeploymentKey GONE = new DeploymentKey("other", "1");

    private ObservedCluster cluster;

    @BeforeEach
    void start() {
        cluster = new ObservedCluster();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private Deployment observed(DeploymentKey key) {
        return observe().deployments().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private ClusterSnapshot observe() {
        return new Inventory(cluster.clients)
                .observe(Scope.ofCluster(ObservedCluster.NAME), cluster.aws.now())
                .value()
                .orElseThrow();
    }

    private List<String> operations() {
        return cluster.aws.calls().stream().map(CallRecord::operation).toList();
    }

    @Test
    void tasksOfADeploymentThatDrainsByItsParameterAloneAreRead() {
        cluster.deploy(OLD, "draining", 1);
        cluster.deploy(ODD, "active", 3);
        cluster.fixture.parameter(ODD.stateParameter(), "draining");
        cluster.settle();
        Deployment odd = observed(ODD);
        assertThat(odd.tasks().value().orElseThrow()).hasSize(3);
        assertThat(odd.evidence()).hasSize(3);
        assertThat(observed(OLD).tasks().value().orElseThrow()).hasSize(1);
    }

    @Test
    void whatWasReadBeforeTheParametersIsNotReadAgain() {
        cluster.deploy(OLD, "draining", 1);
        cluster.settle();
        int before = operations().size();
        observe();
        List<String> calls = operations().subList(before, operations().size());
        assertThat(Collections.frequency(calls, "ListTasks"))
                .as("running, and told to stop")
                .isEqualTo(2);
        assertThat(Collections.frequency(calls, "GetParametersByPath")).isEqualTo(1);
        assertThat(Collections.frequency(calls, "DescribeTasks")).isEqualTo(1);
        assertThat(Collections.frequency(calls, "DescribeScalableTargets")).isEqualTo(1);
    }

    @Test
    void theScalableTargetOfADeploymentOfWhichOnlyAParameterIsLeftIsRead() {
        cluster.deploy(OLD, "active", 1);
        cluster.fixture.targetGroup("left", DeploymentTags.route(GONE, cluster.aws.now()));
        DeploymentKey left = new DeploymentKey("other", "2");
        cluster.fixture.parameter(left.stateParameter(), "draining");
        cluster.fixture.service("svc-other-2", 1, DeploymentTags.route(left, cluster.aws.now()));
        cluster.fixture.scalable("svc-other-2", 1, 4);
        cluster.team.ecs().deleteService(delete -> delete.cluster(ObservedCluster.NAME)
                .service("svc-other-2")
                .force(true));
        cluster.settle();
        assertThat(observed(left).service()).isEmpty();
        assertThat(observed(left).scaling().found().map(ScalingView::maxCapacity))
                .isEqualTo(Optional.of(4));
        assertThat(observed(GONE).parameter()).isEqualTo(Lookup.missing());
    }
}
