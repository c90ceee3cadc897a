package io.ecsdrain.deployer.plan.verb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTest {

    @ParameterizedTest
    @CsvSource({
        "-PT1S, 0s",
        "PT0S, 0s",
        "PT9S, 9s",
        "PT59.9S, 59s",
        "PT1M, 1m 0s",
        "PT7M12S, 7m 12s",
        "PT59M59S, 59m 59s",
        "PT1H, 1h 0m",
        "PT2H5M9S, 2h 5m",
        "PT23H59M, 23h 59m",
        "P1D, 1d 0h",
        "P3DT4H5M, 3d 4h"
    })
    void theTwoLargestUnitsAreSaid(Duration time, String text) {
        assertThat(Elapsed.of(time)).isEqualTo(text);
    }
}
