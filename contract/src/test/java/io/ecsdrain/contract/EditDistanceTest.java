package io.ecsdrain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "abc, abc, 0",
        "'', abc, 3",
        "v1, v2, 1",
        "cluser, cluster, 1",
        "clutser, cluster, 2",
        "listenerArns, listenerArn, 1",
        "kitten, sitting, 3",
        "abc, xyz, 3"
    })
    void countsWhatHasToBeChangedInsertedOrLeftOutEitherWayRound(String one, String other, int slips) {
        assertThat(EditDistance.between(one, other)).isEqualTo(slips);
        assertThat(EditDistance.between(other, one)).isEqualTo(slips);
    }
}
