package io.ecsdrain.lifecycle.plan.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.inventory.model.ParameterView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveElectionTest {

    private static final DeploymentKey V1 = new DeploymentKey("app", "v1");
    private static final DeploymentKey V2 = new DeploymentKey("app", "v2");

    private static Instant at(int second) {
        return Instant.parse("2026-03-01T12:00:00Z").plusSeconds(second);
    }

    private static ParameterView active(DeploymentKey key, int second) {
        return new ParameterView(key.stateParameter(), "active", at(second), 1);
    }

    private static Optional<ParameterView> register(String id, int second) {
        return Optional.of(new ParameterView(ParameterPaths.live("app"), id, at(second), 1));
    }

    @ParameterizedTest(name = "register at {0} names v1, v2 active at {1}: {2}")
    @CsvSource({"1, 2, v2", "2, 1, v1", "1, 1, v1"})
    void theNewestWriteDecidesAndAtEqualTimesTheRegister(int registered, int activated, String winner) {
        assertThat(LiveElection.winner("app", register("v1", registered), Map.of(V2, active(V2, activated))))
                .contains(new DeploymentKey("app", winner));
    }

    @ParameterizedTest(name = "v1 active at {0}, v2 at {1}: {2}")
    @CsvSource({"1, 2, v2", "2, 1, v1", "1, 1, v2"})
    void amongStatesTheNewestDecidesAndAtEqualTimesTheGreaterId(int first, int second, String winner) {
        assertThat(LiveElection.winner("app", Optional.empty(), Map.of(V1, active(V1, first), V2, active(V2, second))))
                .contains(new DeploymentKey("app", winner));
    }

    @Test
    void aRegisterThatHoldsNoLegalIdIsNoAnswer() {
        assertThat(LiveElection.winner("app", register("V1 ", 9), Map.of(V2, active(V2, 1))))
                .contains(V2);
    }

    @Test
    void noOtherWordThanActiveIsAClaim() {
        ParameterView shouted = new ParameterView(V1.stateParameter(), "ACTIVE", at(1), 1);
        ParameterView draining = new ParameterView(V2.stateParameter(), "draining", at(1), 1);
        assertThat(LiveElection.winner("app", Optional.empty(), Map.of(V1, shouted, V2, draining)))
                .isEmpty();
    }

    @Test
    void aStateOfAnotherNameIsNoClaim() {
        DeploymentKey other = new DeploymentKey("app-eu", "v1");
        assertThat(LiveElection.winner("app", Optional.empty(), Map.of(other, active(other, 1))))
                .isEmpty();
    }
}
