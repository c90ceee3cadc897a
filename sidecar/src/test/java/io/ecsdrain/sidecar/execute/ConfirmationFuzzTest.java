package io.ecsdrain.sidecar.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

class ConfirmationFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void onlyAnAnswerThatSaysSoConfirms(byte[] answer) {
        try {
            if (ProtectionEndpoint.confirms(answer, true)) {
                String text = new String(answer, StandardCharsets.ISO_8859_1).replace("\0", "");
                assertThat(text).contains("protection").contains("true");
                assertThat(ProtectionEndpoint.confirms(answer, false)).isFalse();
            }
        } catch (IOException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
    }
}
