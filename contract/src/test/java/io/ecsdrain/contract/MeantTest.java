package io.ecsdrain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeantTest {

    @ParameterizedTest
    @CsvSource({
        "--prot, '; did you mean --port?'",
        "--prot=3, '; did you mean --port?'",
        "--tsaks, '; did you mean --tasks?'",
        "--colour, ''",
        "3, ''",
        "-x, '; did you mean -h?'"
    })
    void theNearestIsNamedIfItIsNear(String word, String said) {
        assertThat(Meant.insteadOf(word, List.of("--port", "--tasks", "-h"))).isEqualTo(said);
    }

    @Test
    void ofTwoThatAreAsNearItIsTheFirst() {
        assertThat(Meant.insteadOf("pit", List.of("pin", "fit"))).isEqualTo("; did you mean fit?");
    }

    @ParameterizedTest
    @CsvSource({"v1, v2, true", "v1, w2, false", "abc, axy, false", "abcd, axyd, true", "abcdef, axyzef, false"})
    void aShortWordHasRoomForOneSlipAndALongerForTwo(String word, String right, boolean mistyped) {
        assertThat(Meant.isMistyped(word, right)).isEqualTo(mistyped);
    }
}
