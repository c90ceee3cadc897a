package io.ecsdrain.inventory.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.Inventory;
import io.ecsdrain.inventory.ObservedCluster;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.Scope;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An observation ends when its time is up, and half a picture is none. */
class TimeLimitTest {

    private ObservedCluster cluster;

    @BeforeEach
    void start() {
        cluster = new ObservedCluster();
        cluster.deploy(new DeploymentKey("app", "1"), "draining", 1);
        cluster.settle();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private Observed<ClusterSnapshot> observe(BooleanSupplier timeIsUp) {
        return new Inventory(cluster.clients, timeIsUp)
                .observe(Scope.ofCluster(ObservedCluster.NAME), cluster.aws.now());
    }

    private int calls() {
        return cluster.aws.calls().size();
    }

    @Test
    void whateverReadItIsThatTheTimeIsUpBeforeNothingMoreIsReadAndNothingIsKnown() {
        int before = calls();
        Observed<ClusterSnapshot> whole = observe(() -> false);
        int reads = calls() - before;
        assertThat(reads).isGreaterThan(9);
        for (int allowed = 0; allowed < reads; allowed++) {
            int limit = calls() + allowed;
            assertThat(observe(() -> calls() >= limit).unknownBecause()).contains(TimeLimit.REACHED);
            assertThat(calls()).isEqualTo(limit);
        }
        int limit = calls() + reads;
        assertThat(observe(() -> calls() >= limit)).isEqualTo(whole);
    }
}
