package io.ecsdrain.lifecycle.plan.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagCodecTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");

    @ParameterizedTest
    @CsvSource({"0, 0", "300, 300", "-1, ", "1.5, ", "1234567, ", "x, ", ", "})
    void aCountIsAWholeNumberZeroOrMore(String text, Integer count) {
        assertThat(TagCodec.count(text)).isEqualTo(Optional.ofNullable(count));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-03-01T12:00:29Z, true",
        "2026-03-01T12:00:30Z, true",
        "2026-03-01T12:00:31Z, false",
        "yesterday, false",
        ", false"
    })
    void aTimeFromTheFutureIsAsGoodAsNone(String text, boolean counts) {
        Map<String, String> tags = text == null ? Map.of() : Map.of("at", text);
        assertThat(TagCodec.instant(tags, "at", NOW))
                .isEqualTo(counts ? Optional.of(Instant.parse(text)) : Optional.empty());
    }
}
