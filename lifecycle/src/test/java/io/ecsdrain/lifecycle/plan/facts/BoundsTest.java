package io.ecsdrain.lifecycle.plan.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.model.ScalingView;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {

    @ParameterizedTest
    @CsvSource({"0, 0-4", "1, 1-4", "2, 2-4", "4, 2-4", "6, 2-6"})
    void theyAreWidenedSoFarThatTheCountLiesInside(int count, String expected) {
        assertThat(new Bounds(2, 4).around(count).text()).isEqualTo(expected);
    }

    @Test
    void theyAreThoseOfTheScalableTarget() {
        assertThat(Bounds.of(new ScalingView("service/v1", 2, 4, false, false, false)))
                .isEqualTo(new Bounds(2, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-3/1-6", "1-3/1-6/1-8", "0-0/0-2"})
    void whatWasNotedIsReadAsItWasWritten(String text) {
        assertThat(BoundsMark.read(text)).map(BoundsMark::text).contains(text);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "1-3", "1-3/", "1-3/x", "1-3/-1-6", "1-3/1-6/", "1-3 / 1-6", "none"})
    void aTextThatWeDidNotWriteIsAsGoodAsNone(String text) {
        assertThat(BoundsMark.read(text)).isEmpty();
    }

    @ParameterizedTest(name = "noted {0}, now {1}, next {2}: {3}")
    @CsvSource({
        ", 1-3, 1-6, 1-3/1-6",
        "1-3/1-6, 1-6, 1-8, 1-3/1-6/1-8",
        "1-3/1-6, 1-3, 1-6, 1-3/1-6",
        "1-3/1-6/1-8, 1-8, 1-6, 1-3/1-8/1-6",
        // An operator has set 2 to 5 since: that is the original now.
        "1-3/1-6, 2-5, 2-7, 2-5/1-6/2-7",
        // One of the two is still ours.
        "2-3/1-6, 1-5, 1-7, 2-5/1-6/1-7"
    })
    void theOriginalIsWrittenOnceUnlessOthersHaveSetBoundsSince(
            String noted, String now, String next, String expected) {
        assertThat(BoundsMark.noting(BoundsMark.read(noted), bounds(now), bounds(next))
                        .text())
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "noted {0}, now {1}: {2}")
    @CsvSource({
        "1-3/1-6, 1-6, 1-3, false",
        "1-3/1-6, 1-3, 1-3, true",
        "1-3/1-6, 2-8, 2-8, true",
        "1-3/1-6, 2-6, 2-3, false",
        "2-3/1-3, 1-9, 2-9, false"
    })
    void onlyWhatIsStillOursHasAnOriginalToGoBackTo(String noted, String now, String original, boolean settled) {
        BoundsMark mark = BoundsMark.read(noted).orElseThrow();
        assertThat(mark.original(bounds(now))).isEqualTo(bounds(original));
        assertThat(mark.isSettled(bounds(now))).isEqualTo(settled);
    }

    @ParameterizedTest(name = "1-3/1-6, now {0}, count {1}: due {2}")
    @CsvSource({"1-6, 6, false", "1-6, 5, true", "1-6, 3, true", "1-3, 6, true", "1-8, 6, true", "1-5, 5, true"})
    void nothingIsDueWhileTheCountLiesOutsideTheOriginal(String now, int count, boolean due) {
        assertThat(BoundsMark.read("1-3/1-6").orElseThrow().isDue(bounds(now), count))
                .isEqualTo(due);
    }

    @Test
    void howeverOftenTheyAreWidenedATagHoldsIt() {
        Optional<BoundsMark> mark = Optional.empty();
        Bounds now = new Bounds(1000, 3000);
        for (int count = 3001; count < 3040; count++) {
            Bounds next = now.around(count);
            mark = Optional.of(BoundsMark.noting(mark, now, next));
            now = next;
        }
        assertThat(mark.orElseThrow().text()).hasSizeLessThan(256).startsWith("1000-3000/");
    }

    private static Bounds bounds(String text) {
        return Bounds.read(text).orElseThrow();
    }
}
