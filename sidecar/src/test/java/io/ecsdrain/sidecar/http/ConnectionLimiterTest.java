package io.ecsdrain.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionLimiterTest {

    @ParameterizedTest
    @CsvSource({"1048576,256", "288,256", "287,255", "100,68", "40,8", "0,8", "-5,8"})
    void isNoLargerThanTheDescriptorsThatAreLeftAllow(long files, int most) {
        assertThat(ConnectionLimiter.most(OptionalLong.of(files))).isEqualTo(most);
    }

    @Test
    void isAsLargeAsDocumentedWhereThereIsNoLimit() {
        assertThat(ConnectionLimiter.most(OptionalLong.empty())).isEqualTo(256);
        assertThat(OpenFiles.limit(
                        List.of("Max open files            unlimited            unlimited            files")))
                .isEmpty();
        assertThat(OpenFiles.limit(
                        List.of("Limit", "Max open files            1024                 4096                 files")))
                .hasValue(1024);
    }
}
