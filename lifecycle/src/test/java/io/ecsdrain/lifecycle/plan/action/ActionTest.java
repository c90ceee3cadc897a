package io.ecsdrain.lifecycle.plan.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.model.RuleView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionTest {

    /** Logs and reports have it by this name. */
    @Test
    void anActionIsNamedAsItsKind() {
        assertThat(new Action.MakeDraining(Grounds.HALF_CREATED, "service").word())
                .isEqualTo("MakeDraining");
        assertThat(ActionPhrasesTest.actions()).extracting(Action::word).doesNotHaveDuplicates();
    }

    @Test
    void onlyMarksAndProtectionsAreKeptInOrderOnADeploymentThatStays() {
        assertThat(ActionPhrasesTest.actions().stream().filter(Action::isUpkeep).map(Action::word))
                .containsExactlyInAnyOrder(
                        "StampDrainStart", "RepairTag", "SuspendScaleIn", "StopRebalancing", "DeleteFence");
    }

    @Test
    void aRuleIsNamedTogetherWithItsListener() {
        RuleView first = new RuleView("r1", "l1", 1, List.of(), List.of(), Map.of());
        RuleView second = new RuleView("r2", "l2", 2, List.of(), List.of(), Map.of());

        assertThat(RuleRef.all(List.of(first, second)))
                .containsExactly(new RuleRef("r1", "l1"), new RuleRef("r2", "l2"));
    }
}
