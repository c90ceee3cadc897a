package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Optional;

/** Whatever the app's page and the field say, it is a number of sessions or an error. */
class SessionFieldFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void anAnswerIsANumberOfSessionsOrAnError(FuzzedDataProvider data) {
        Optional<SessionField> field = SessionField.parse(data.consumeString(40));
        byte[] answer = data.consumeRemainingAsBytes();
        for (SessionField each : new SessionField[] {
            field.orElse(SessionField.parse("/a").orElseThrow()),
            SessionField.parse("jobs{a=\"b\"}").orElseThrow()
        }) {
            try {
                assertThat(each.read(answer)).isFinite().isNotNegative();
            } catch (IOException refused) {
                assertThat(refused).hasMessageNotContaining("\0");
            }
        }
    }
}
