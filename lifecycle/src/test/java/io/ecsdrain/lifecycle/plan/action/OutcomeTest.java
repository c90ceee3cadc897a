package io.ecsdrain.lifecycle.plan.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final List<Outcome> ONE_OF_EACH = List.of(
            new Outcome.Done("5 tags"),
            new Outcome.AlreadyGone(),
            new Outcome.Stale("it is active"),
            new Outcome.Failed("AccessDenied"),
            new Outcome.Skipped("a dry run"));

    @Test
    void eachKindHasItsWordAndExplanationAndOnlyTheFirstTwoLetTheNextActionFollow() {
        assertThat(ONE_OF_EACH)
                .extracting(Outcome::word, Outcome::explanation, Outcome::isSuccess, Outcome::isFailure)
                .containsExactly(
                        tuple("Done", "5 tags", true, false),
                        tuple("AlreadyGone", "", true, false),
                        tuple("Stale", "it is active", false, false),
                        tuple("Failed", "AccessDenied", false, true),
                        tuple("Skipped", "a dry run", false, false));
        assertThat(ONE_OF_EACH).hasSameSizeAs(Outcome.class.getPermittedSubclasses());
    }
}
