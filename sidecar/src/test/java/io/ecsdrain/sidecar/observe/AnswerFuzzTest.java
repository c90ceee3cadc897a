package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.ReadProblem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Whatever the metadata endpoint and the parameter say is understood or a failure that keeps the last state. */
class AnswerFuzzTest {

    private static final String DURATION = "20s";
    /** In characters: what is shown of a foreign value, each of its characters escaped as six, and our own words. */
    private static final int LONGEST = 200 * 6 + 100;

    @FuzzTest(maxDuration = DURATION)
    void metadataIsAnIdThatADimensionMayCarryOrAnError(byte[] answer) {
        try {
            assertThat(TaskMetadata.parse(answer))
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(255)
                    .matches("[!-~]+");
        } catch (IOException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = DURATION)
    void aParameterIsOneOfTwoWordsOrAProblem(FuzzedDataProvider data) {
        boolean whole = data.consumeBoolean();
        String value = data.consumeRemainingAsString();
        Parameter parameter = Parameter.builder()
                .value(value)
                .version(whole ? 1L : null)
                .lastModifiedDate(Instant.EPOCH)
                .build();

        DrainSignal signal = SsmStateReader.read(parameter, Optional.empty(), Duration.ZERO);

        if (signal instanceof DrainSignal.Read read) {
            assertThat(value).isEqualTo(read.state().name().toLowerCase(java.util.Locale.ROOT));
        } else {
            DrainSignal.ReadFailed failed = (DrainSignal.ReadFailed) signal;
            assertThat(failed.problem()).isIn(ReadProblem.UNKNOWN_VALUE, ReadProblem.UNREACHABLE);
            assertThat(failed.detail()).hasSizeLessThan(LONGEST).doesNotContain("\n");
        }
    }
}
