package io.ecsdrain.deployer.plan.activate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ServiceView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManagedElsewhereTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "v1");

    private static ServiceView service(Optional<String> managedBy) {
        return new ServiceView(
                "arn:svc",
                KEY.serviceName(),
                "ACTIVE",
                Instant.EPOCH,
                1,
                1,
                0,
                Map.of(),
                List.of("tg"),
                "td:1",
                false,
                managedBy,
                List.of());
    }

    @Test
    void whatSomethingElseMovesIsRefusedAndRemarkedOn() {
        ServiceView moved = service(Optional.of("CodeDeploy"));

        assertThat(ManagedElsewhere.refusal("deploy", KEY, Optional.of(moved)))
                .contains("svc-app-v1's tasks and clients are moved by CodeDeploy: deploy cannot lead clients to v1");
        assertThat(ManagedElsewhere.remark(moved))
                .contains("svc-app-v1's tasks and clients are moved by CodeDeploy: it is never parked, scaled or"
                        + " deleted from here");
        assertThat(Owners.moved(List.of(moved))).isEqualTo(Map.of("tg", "CodeDeploy"));
    }

    @Test
    void anOrdinaryOneIsNot() {
        ServiceView ordinary = service(Optional.empty());

        assertThat(ManagedElsewhere.refusal("deploy", KEY, Optional.of(ordinary)))
                .isEmpty();
        assertThat(ManagedElsewhere.refusal("deploy", KEY, Optional.empty())).isEmpty();
        assertThat(ManagedElsewhere.remark(ordinary)).isEmpty();
        assertThat(Owners.moved(List.of(ordinary))).isEmpty();
    }
}
