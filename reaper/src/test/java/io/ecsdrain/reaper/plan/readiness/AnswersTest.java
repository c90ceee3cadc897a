package io.ecsdrain.reaper.plan.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Fence;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.SidecarLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

    private static final String NONCE = "0123456789abcdef0123456789abcdef";
    private static final String STATE = "2@2026-03-01T11:00:00Z";
    private static final Fence FENCE = new Fence(NONCE, STATE, "0".repeat(64));
    private static final Evidence ANSWERED =
            new Evidence.Lines(List.of(line("boot", 4, STATE, NONCE, true, 0), line("boot", 5, STATE, NONCE, true, 0)));

    private static SidecarLine line(String boot, long seq, String state, String fence, boolean ready, int busy) {
        return new SidecarLine(
                "t",
                Instant.EPOCH.plusSeconds(seq),
                boot,
                seq,
                Duration.ofSeconds(15),
                Optional.of(state),
                Optional.ofNullable(fence),
                ready,
                busy,
                Map.of(),
                Map.of());
    }

    private static boolean areAllThere(Evidence other) {
        return Answers.areAllThere(Set.of("one", "other"), Map.of("one", ANSWERED, "other", other), FENCE);
    }

    @Test
    void eachTaskThatIsAskedHasToAnswer() {
        assertThat(areAllThere(ANSWERED)).isTrue();
        assertThat(Answers.areAllThere(Set.of("one", "other"), Map.of("one", ANSWERED), FENCE))
                .as("no lines")
                .isFalse();
        assertThat(Answers.areAllThere(
                        Set.of("one"), Map.of("one", ANSWERED, "other", new Evidence.Points(List.of())), FENCE))
                .as("the other is not asked")
                .isTrue();
    }

    @Test
    void readyByItsMetricIsNoAnswer() {
        assertThat(areAllThere(new Evidence.Points(List.of(new Evidence.Point(Instant.EPOCH, 1)))))
                .isFalse();
    }

    /** Each row is the newest line; the one before it answers. */
    @ParameterizedTest(name = "line {0} of state {1}, fence {2}, ready {3}, busy {4}: {5}")
    @CsvSource({
        "5, 2@2026-03-01T11:00:00Z, 0123456789abcdef0123456789abcdef, true, 0, true",
        "6, 2@2026-03-01T11:00:00Z, 0123456789abcdef0123456789abcdef, true, 0, false",
        "5, 3@2026-03-01T11:00:00Z, 0123456789abcdef0123456789abcdef, true, 0, false",
        "5, 2@2026-03-01T11:00:00Z, ffffffffffffffffffffffffffffffff, true, 0, false",
        "5, 2@2026-03-01T11:00:00Z, , true, 0, false",
        "5, 2@2026-03-01T11:00:00Z, 0123456789abcdef0123456789abcdef, false, 0, false",
        "5, 2@2026-03-01T11:00:00Z, 0123456789abcdef0123456789abcdef, true, 1, false",
    })
    void twoLinesInARowAnswerThisFence(
            long seq, String state, String fence, boolean ready, int busy, boolean answered) {
        List<SidecarLine> lines =
                List.of(line("boot", 4, STATE, NONCE, true, 0), line("boot", seq, state, fence, ready, busy));
        assertThat(areAllThere(new Evidence.Lines(lines))).isEqualTo(answered);
    }

    /** The process that answers is the living one, or the whole deployment is looked at again in vain: no harm. */
    @Test
    void oneProcessOfASidecarThatAnswersIsWorthALook() {
        List<SidecarLine> lines = new ArrayList<>(((Evidence.Lines) ANSWERED).lines());
        lines.add(line("earlier", 90, STATE, null, true, 0));
        lines.add(line("later", 1, STATE, null, false, 0));
        assertThat(areAllThere(new Evidence.Lines(lines))).isTrue();
    }
}
