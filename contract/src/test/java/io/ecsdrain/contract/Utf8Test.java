package io.ecsdrain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8Test {

    @Test
    void textComesBackWithoutItsByteOrderMark() throws Exception {
        assertThat(Utf8.strict("grün 🚰".getBytes(StandardCharsets.UTF_8))).isEqualTo("grün 🚰");
        assertThat(Utf8.strict("\uFEFF{}".getBytes(StandardCharsets.UTF_8))).isEqualTo("{}");
        assertThat(Utf8.strict(new byte[0])).isEmpty();
    }

    @Test
    void whatIsNotUtf8IsRefusedInsteadOfReadAsSomethingElse() {
        for (byte[] bytes : new byte[][] {{'t', (byte) 0xFF}, {(byte) 0xC0, (byte) 0x80}, {(byte) 0xE2, (byte) 0x82}}) {
            assertThatThrownBy(() -> Utf8.strict(bytes)).isInstanceOf(CharacterCodingException.class);
        }
    }
}
