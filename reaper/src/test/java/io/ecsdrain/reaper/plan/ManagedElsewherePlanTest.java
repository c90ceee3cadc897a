package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What something else than a rolling update of ECS moves is left alone, in whatever state it is. */
class ManagedElsewherePlanTest {

    private static final String ECS = "ECS itself (deployment strategy BLUE_GREEN)";

    private static ClusterSnapshot with(ClusterSnapshot seen, List<ServiceView> others) {
        return new ClusterSnapshot(
                seen.takenAt(),
                seen.cluster(),
                seen.deployments(),
                others,
                seen.routing(),
                seen.registers(),
                seen.remarks());
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "draining", "odd"})
    void itIsKeptAndNothingIsDoneToIt(String state) {
        Draft draft =
                Draft.of("v1").state(state, 2, Draft.ago(Duration.ofHours(50))).tag("desired_count", "3");
        draft.managedBy = Optional.of(ECS);
        Decision decision = Planner.plan(Draft.snapshot(draft), ReaperPolicy.DEFAULT)
                .decisions()
                .get(0);
        assertThat(decision.reason()).isEqualTo(Reason.MANAGED_ELSEWHERE);
        assertThat(decision.detail()).contains(ECS);
        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void aDeploymentIsKeptWhileAnotherServiceIsShiftedByItsRule() {
        Draft draft = Draft.of("v1").rule("rule", Draft.header(1));
        ServiceView shifted = new ServiceView(
                "arn:other",
                "other",
                "ACTIVE",
                Draft.NOW,
                1,
                1,
                0,
                Map.of(),
                List.of("tg/other"),
                "td:1",
                false,
                Optional.of(ECS),
                List.of("rule"));
        ClusterSnapshot seen = Draft.snapshot(draft);
        assertThat(reason(with(seen, List.of()))).isNotEqualTo(Reason.STILL_ROUTED);
        assertThat(reason(with(seen, List.of(shifted)))).isEqualTo(Reason.STILL_ROUTED);
    }

    private static Reason reason(ClusterSnapshot snapshot) {
        return Planner.plan(snapshot, ReaperPolicy.DEFAULT).decisions().get(0).reason();
    }
}
