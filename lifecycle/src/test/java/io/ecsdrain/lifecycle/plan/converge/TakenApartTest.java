package io.ecsdrain.lifecycle.plan.converge;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Converge makes no deployment live whose rules and target group the reaper has deleted already. */
class TakenApartTest {

    private static final DeploymentKey BACK = new DeploymentKey("app", "v1");
    private static final DeploymentKey SERVING = new DeploymentKey("app", "v2");
    private static final ConvergeView.DefaultAction DEFAULT =
            new ConvergeView.DefaultAction("listener", List.of(new ForwardTarget("tg-v2", 1)));

    private Optional<ParameterView> register = Optional.of(
            new ParameterView(ParameterPaths.live("app"), "v1", ServiceDraft.ago(Duration.ofSeconds(9)), 4));

    private String state = "draining";

    private List<ConvergeWrite> step(String mark, List<String> groups, List<ConvergeView.DefaultAction> listeners) {
        ServiceView seen = ServiceDraft.of(BACK).tag("state", mark).service();
        ServiceView service = new ServiceView(
                seen.arn(),
                seen.name(),
                seen.status(),
                seen.createdAt(),
                0,
                0,
                0,
                seen.tags(),
                groups,
                seen.taskDefinitionArn());
        ParameterView active = ServiceDraft.state(SERVING, "active", 1, ServiceDraft.ago(Duration.ofDays(1)));
        return ConvergePlan.step(new ConvergeView(
                "app",
                register,
                Map.of(
                        BACK,
                        ServiceDraft.state(BACK, state, 2, ServiceDraft.ago(Duration.ofHours(1))),
                        SERVING,
                        active),
                Optional.of(service),
                listeners.isEmpty() ? Optional.empty() : Optional.of("tg-v1"),
                List.of(),
                listeners,
                List.of(),
                Map.of("tg-v1", BACK, "tg-v2", SERVING)));
    }

    @Test
    void aRetiredOneWhoseTargetGroupIsGoneIsNotMadeLiveAndNoOtherIsDrainedForIt() {
        assertThat(step("retired", List.of("tg-v1"), List.of())).isEmpty();
    }

    @Test
    void aRetiredOneThatIsWholeIsMadeLive() {
        assertThat(step("retired", List.of("tg-v1"), List.of(DEFAULT)))
                .contains(new ConvergeWrite.PutState(BACK, DeploymentState.ACTIVE));
    }

    @Test
    void aRetiredOneThatNeverHadATargetGroupIsMadeLive() {
        assertThat(step("retired", List.of(), List.of()))
                .contains(new ConvergeWrite.PutState(BACK, DeploymentState.ACTIVE));
    }

    @Test
    void oneWithoutTheMarkIsMadeLiveThoughItsTargetGroupIsGone() {
        assertThat(step("draining", List.of("tg-v1"), List.of()))
                .contains(new ConvergeWrite.PutState(BACK, DeploymentState.ACTIVE));
    }

    @Test
    void whereAScriptAloneDecidesItsWordStands() {
        register = Optional.empty();
        state = "active";
        assertThat(step("retired", List.of("tg-v1"), List.of()))
                .containsExactly(new ConvergeWrite.PutState(SERVING, DeploymentState.DRAINING));
    }
}
