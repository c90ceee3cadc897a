package io.ecsdrain.inventory.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeLeftTest {

    @ParameterizedTest(name = "{0} left: up {1}")
    @CsvSource({"PT0.000000001S, false", "PT0S, true", "PT-1S, true"})
    void theTimeIsUpWhenNothingOfItIsLeft(Duration left, boolean up) {
        TimeLeft time = () -> left;
        assertThat(time.isUp()).isEqualTo(up);
    }
}
