package io.ecsdrain.lifecycle.plan.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-03-01T12:00:01Z, it is pinned until 2026-03-01T12:00:01Z",
        "2026-03-01T12:00:00Z, ",
        "2026-03-01T11:59:59Z, ",
        "forever, it is pinned until it is unpinned",
        "Friday, 'its tag pinned_until is ''Friday'', which is no time: it counts as pinned'",
    })
    void aPinHoldsUntilItsEndAndWithoutOneForGood(String text, String why) {
        assertThat(Pin.holding(Map.of(Tags.PINNED_UNTIL, text), NOON).orElse(null))
                .isEqualTo(why);
        assertThat(new Pin(text).holds(NOON)).isEqualTo(why != null);
    }

    @Test
    void withoutTheTagThereIsNone() {
        assertThat(Pin.of(Map.of(Tags.DEPLOYMENT_ID, "v1"))).isEmpty();
        assertThat(Pin.holding(Map.of(), NOON)).isEmpty();
    }

    @Test
    void onlyATimeIsAnEnd() {
        assertThat(new Pin(NOON.toString()).end()).contains(NOON);
        assertThat(new Pin(Tags.FOREVER).end()).isEmpty();
        assertThat(new Pin("Friday").end()).isEmpty();
    }
}
