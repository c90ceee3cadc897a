package io.ecsdrain.lifecycle.plan.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.ParameterView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroundsCheckTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "v1");
    private static final DeploymentKey OTHER = new DeploymentKey("app", "v2");
    private static final Instant WRITTEN = Instant.parse("2026-03-01T12:00:00Z");

    private static ParameterView state(DeploymentKey key, String value, long version) {
        return new ParameterView(key.stateParameter(), value, WRITTEN, version);
    }

    private static Optional<String> refuted(Grounds grounds, String value) {
        Map<DeploymentKey, ParameterView> states = "none".equals(value)
                ? Map.of(OTHER, state(OTHER, "active", 1))
                : Map.of(KEY, state(KEY, value, 2), OTHER, state(OTHER, "active", 1));
        ParameterView register = new ParameterView("/apps/app/live", OTHER.id(), WRITTEN, 1);
        return GroundsCheck.refuted(
                KEY, grounds, Optional.empty(), new NameParameters(Optional.of(register), states, List.of()));
    }

    @ParameterizedTest(name = "{0} on {1} is allowed: {2}")
    @CsvSource({
        "draining, DRAINING, true",
        "draining, RETIRED, true",
        "draining, LEFTOVER, true",
        "draining, HALF_CREATED, false",
        "draining, UNMARKED, false",
        "none, DRAINING, false",
        "none, RETIRED, true",
        "none, LEFTOVER, true",
        "none, HALF_CREATED, true",
        "none, UNMARKED, true",
        "active, DRAINING, false",
        "active, RETIRED, false",
        "active, LEFTOVER, false",
        "active, HALF_CREATED, false",
        "odd, DRAINING, false",
        "odd, RETIRED, false"
    })
    void eachGroundsAllowsOnlyTheStateThatItWasDecidedOn(String value, Grounds grounds, boolean allowed) {
        Optional<String> refuted = refuted(grounds, value);
        if (allowed) {
            assertThat(refuted).isEmpty();
        } else {
            assertThat(refuted).contains("its parameter reads " + (value.equals("none") ? "nothing" : value));
        }
    }

    @Test
    void oneThatIsToBeLiveIsNeverTouchedWhateverItsParameterReads() {
        ParameterView register = new ParameterView("/apps/app/live", KEY.id(), WRITTEN, 1);
        NameParameters now =
                new NameParameters(Optional.of(register), Map.of(KEY, state(KEY, "draining", 2)), List.of());

        assertThat(GroundsCheck.refuted(KEY, Grounds.DRAINING, Optional.empty(), now))
                .contains("it is to be live now");
    }

    @Test
    void aStateThatWasWrittenAgainIsAnotherThoughTheWordIsTheSame() {
        ParameterView register = new ParameterView("/apps/app/live", OTHER.id(), WRITTEN, 1);
        ParameterView state = state(KEY, "draining", 2);
        NameParameters now = new NameParameters(
                Optional.of(register), Map.of(KEY, state, OTHER, state(OTHER, "active", 1)), List.of());

        assertThat(GroundsCheck.refuted(KEY, Grounds.DRAINING, Optional.of(state), now))
                .isEmpty();
        assertThat(GroundsCheck.refuted(KEY, Grounds.DRAINING, Optional.of(state(KEY, "draining", 1)), now))
                .contains("its parameter was written again");
    }
}
