package io.ecsdrain.deployer.plan.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.lifecycle.plan.facts.CanaryMark;
import io.ecsdrain.lifecycle.plan.facts.CanarySteps;
import io.ecsdrain.lifecycle.plan.facts.CanarySteps.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A deployer wrote the mark of the second step over that of the first. */
class OwnMarksTest {

    private final OwnMarks own =
            new OwnMarks(mark(2, "2026-01-01T12:00:00Z"), Optional.of(mark(1, "2026-01-01T12:00:00Z")));

    private static CanaryMark mark(int step, String deadline) {
        return new CanaryMark(
                new CanarySteps(List.of(new Step(10, Duration.ofMinutes(1)), new Step(50, Duration.ofMinutes(1)))),
                step,
                Instant.parse(deadline),
                "v1");
    }

    private Optional<CanaryEnded> ended(String tag) {
        return own.ended(Map.of(Tags.CANARY, tag));
    }

    @Test
    void itsOwnAndTheOneBeforeAndNoneYetSayThatItGoesOn() {
        assertThat(ended(own.last().text())).isEmpty();
        assertThat(ended(own.before().orElseThrow().text())).isEmpty();
        assertThat(own.ended(Map.of())).isEmpty();
    }

    @Test
    void whatIsNoMarkEndsIt() {
        assertThat(ended("over")).contains(CanaryEnded.MEANWHILE);
    }

    @Test
    void theMarkOfAnotherDeployerIsAnothers() {
        assertThat(ended(mark(1, "2026-01-01T13:00:00Z").text()).orElseThrow().became())
                .isEqualTo(CanaryEnded.Became.TAKEN_OVER);
    }
}
