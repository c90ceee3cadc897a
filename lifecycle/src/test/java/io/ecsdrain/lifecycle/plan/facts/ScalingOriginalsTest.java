package io.ecsdrain.lifecycle.plan.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.model.ScalingView;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScalingOriginalsTest {

    private static final ScalingView HELD = new ScalingView("service/v1", 1, 6, true, true, true);

    @Test
    void theMarksSayWhatItWasBeforeUs() {
        assertThat(ScalingOriginals.of(Map.of("scaling_was", "out", "scaling_bounds", "1-3/1-6"), HELD))
                .isEqualTo(new ScalingOriginals(new Bounds(1, 3), new Suspension(false, true, false)));
    }

    @Test
    void whatNoMarkTellsIsAsItWasSetUp() {
        assertThat(ScalingOriginals.of(Map.of(), HELD))
                .isEqualTo(new ScalingOriginals(new Bounds(1, 6), Suspension.ALL));
        assertThat(ScalingOriginals.of(Map.of("scaling_bounds", "1-3/1-4"), HELD)
                        .bounds())
                .as("a maximum that others set since")
                .isEqualTo(new Bounds(1, 6));
    }
}
