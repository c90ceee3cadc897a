package io.ecsdrain.inventory;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A cluster on a loopback AWS, and an inventory that looks at it. */
abstract class OnACluster {

    static final DeploymentKey OLD = new DeploymentKey("app", "1");
    static final DeploymentKey NEW = new DeploymentKey("app", "2");

    ObservedCluster cluster;
    Inventory inventory;

    @BeforeEach
    void start() {
        cluster = new ObservedCluster();
        inventory = new Inventory(cluster.clients);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    ClusterSnapshot observe() {
        return inventory
                .observe(Scope.ofCluster(ObservedCluster.NAME), cluster.aws.now())
                .value()
                .orElseThrow();
    }

    static Deployment of(ClusterSnapshot snapshot, DeploymentKey key) {
        return snapshot.deployments().stream()
                .filter(deployment -> deployment.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    void twoDeployments() {
        cluster.deploy(OLD, "draining", 2);
        cluster.deploy(NEW, "active", 2);
        cluster.fixture.parameter("/apps/app/live", "2");
        cluster.settle();
    }
}
