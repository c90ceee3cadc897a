package io.ecsdrain.bench.retire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A small part of the benchmark: time is stepped and all chance has a seed, so that the figures are always the same.
 */
class TimeToRetireTest {

    @ParameterizedTest(name = "subscription {0}, {1} tasks")
    @CsvSource({"true, 2", "false, 2", "true, 10"})
    void aDeploymentIsAtZeroWithinItsBoundAndItsMetricsCostNothing(boolean subscription, int tasks) {
        Measured measured = Measured.of(Way.byLog(subscription, tasks), 3);
        assertThat(measured.exceeded()).as("%s", measured).isEmpty();
        assertThat(measured.metrics()).isZero();
        assertThat(measured.drains()).allMatch(taken -> taken.gone().compareTo(taken.zero()) > 0);
    }

    @Test
    void theMetricTakesItsPeriodsTwiceAndEachTaskHasOne() {
        Measured measured = Measured.of(Way.byMetric(Way.Evidence.METRIC, 2), 1);
        assertThat(measured.medianZero()).isBetween(300L, 600L);
        assertThat(measured.metrics()).isEqualTo(2);
    }

    @Test
    void theSameDrainTakesTheSameTimeEachTime() {
        Way way = Way.byLog(true, 2).withALateClient();
        assertThat(Measured.of(way, 2)).isEqualTo(Measured.of(way, 2));
    }
}
