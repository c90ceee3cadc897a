package io.ecsdrain.lifecycle.plan.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandInTest {

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v2");
    private static final NameParameters PARAMETERS = new NameParameters(
            Optional.empty(), Map.of(OLD, state(OLD, "draining"), LIVE, state(LIVE, "active")), List.of());

    @Test
    void whileTheLiveOneServesNobodyStandsIn() {
        assertThat(StandIn.needed(OLD, PARAMETERS, List.of(service(OLD, OLD), service(LIVE, LIVE))))
                .isEmpty();
    }

    @Test
    void aServiceThatOnlyBearsTheLiveOnesNameIsNotItsService() {
        assertThat(StandIn.needed(OLD, PARAMETERS, List.of(service(OLD, OLD), service(LIVE, OLD))))
                .hasValueSatisfying(why -> assertThat(why).startsWith("v2 is to be live"));
    }

    private static ParameterView state(DeploymentKey key, String value) {
        return new ParameterView(key.stateParameter(), value, CREATED, 2);
    }

    private static ServiceView service(DeploymentKey named, DeploymentKey tagged) {
        return new ServiceView(
                "arn:aws:ecs:eu-west-1:123456789012:service/prod/" + named.serviceName(),
                named.serviceName(),
                "ACTIVE",
                CREATED,
                1,
                1,
                0,
                Map.of(Tags.DEPLOYMENT_NAME, tagged.name(), Tags.DEPLOYMENT_ID, tagged.id()),
                List.of(),
                "app:1");
    }
}
