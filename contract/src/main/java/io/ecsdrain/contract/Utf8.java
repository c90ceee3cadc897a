package io.ecsdrain.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text from outside. */
public final class Utf8 {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Utf8() {}

    /**
     * For what is parsed: JSON is UTF-8 (RFC 8259, section 8.1), and parsers that take bytes are lenient in ways of
     * their own. Jackson's pads short names with {@code 0xFF}, so that {@code coun\xFFt} is {@code count} to it.
     *
     * @return without the byte order mark, which that section lets a reader ignore
     * @throws CharacterCodingException if it is not UTF-8
     */
    public static String strict(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
