package io.ecsdrain.lifecycle.plan.converge;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import io.ecsdrain.lifecycle.plan.converge.ConvergeView.DefaultAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The register names v1, which is active and healthy; v2 is a canary beside it and has a tenth of new clients. */
class CanaryConvergeTest {

    private static final DeploymentKey LIVE = new DeploymentKey("app", "v1");
    private static final DeploymentKey CANARY = new DeploymentKey("app", "v2");
    private static final DeploymentKey OTHER = new DeploymentKey("app", "v0");
    private static final ConvergeWrite POINT = new ConvergeWrite.PointDefaultAction(LIVE, "listener", "tg/1");
    private static final ConvergeWrite END = new ConvergeWrite.EndCanary(CANARY);
    private static final List<ForwardTarget> SHARED =
            List.of(new ForwardTarget("tg/1", 90), new ForwardTarget("tg/2", 10));

    private final ServiceDraft live = ServiceDraft.of(LIVE);
    private final Map<DeploymentKey, ParameterView> states =
            new HashMap<>(Map.of(LIVE, ServiceDraft.state(LIVE, "active", 1, ServiceDraft.ago(Duration.ofHours(1)))));
    private final List<DefaultAction> listeners = new ArrayList<>(List.of(new DefaultAction("listener", SHARED)));
    private List<DefaultAction> elsewhere = List.of();
    private String health = "healthy";
    private boolean runs = true;

    private ConvergeView view() {
        return new ConvergeView(
                "app",
                Optional.of(new ParameterView(
                        ParameterPaths.live("app"), "v1", ServiceDraft.ago(Duration.ofMinutes(5)), 4)),
                states,
                Optional.of(live.service()),
                Optional.of("tg/1"),
                List.of(new Target("10.0.0.1", 80, health, Optional.empty())),
                listeners,
                elsewhere,
                Map.of("tg/0", OTHER, "tg/1", LIVE, "tg/2", CANARY),
                Map.of(CANARY, runs));
    }

    private List<ConvergeWrite> step() {
        return ConvergePlan.step(view());
    }

    @Test
    void whileItGoesOnItsShareIsLeftToIt() {
        assertThat(step()).isEmpty();
        assertThat(ConvergePlan.waiting(view())).isEmpty();
    }

    @Test
    void whileItGoesOnOthersAreDrainedAsEver() {
        states.put(OTHER, ServiceDraft.state(OTHER, "active", 1, ServiceDraft.ago(Duration.ofHours(2))));
        assertThat(step()).containsExactly(new ConvergeWrite.PutState(OTHER, DeploymentState.DRAINING));
    }

    @Test
    void onceItIsToEndTheDefaultActionGoesBackBeforeItDrains() {
        runs = false;
        assertThat(step()).containsExactly(POINT, END);
        assertThat(END).hasToString("parameter /apps/app/v2/state = draining: its canary is ended");
    }

    /** The live one has new clients already, so one healthy target of many is no worse for those of the canary. */
    @Test
    void theLiveOneNeedsNoQuorumForTheClientsOfTheCanary() {
        live.desired = 10;
        runs = false;
        assertThat(step()).containsExactly(POINT, END);
    }

    @Test
    void whereNoTargetOfTheLiveOneIsHealthyTheCanaryGoesOn() {
        health = "unhealthy";
        runs = false;
        assertThat(step()).isEmpty();
        assertThat(ConvergePlan.waiting(view()).orElseThrow()).startsWith("waiting for health: 0 of 1 targets of v1");
    }

    @Test
    void theCanaryAloneOrWithAThirdIsNoShare() {
        listeners.set(0, new DefaultAction("listener", List.of(new ForwardTarget("tg/2", 1))));
        assertThat(step()).containsExactly(POINT);
        listeners.set(
                0,
                new DefaultAction(
                        "listener",
                        List.of(
                                new ForwardTarget("tg/0", 10),
                                new ForwardTarget("tg/1", 80),
                                new ForwardTarget("tg/2", 10))));
        assertThat(step()).containsExactly(POINT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void asLongAsAnotherListenerLeadsToItItDoesNotDrain(int weight) {
        runs = false;
        elsewhere = List.of(new DefaultAction("other", List.of(new ForwardTarget("tg/2", weight))));
        assertThat(step()).isEqualTo(weight == 0 ? List.of(POINT, END) : List.of(POINT));
    }

    @Test
    void onceNothingLeadsToItItDrains() {
        runs = false;
        listeners.set(
                0, new DefaultAction("listener", List.of(new ForwardTarget("tg/1", 1), new ForwardTarget("tg/2", 0))));
        assertThat(step()).containsExactly(END);
    }
}
