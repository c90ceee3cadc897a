package io.ecsdrain.lifecycle.plan.converge;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import io.ecsdrain.lifecycle.plan.converge.ConvergeView.DefaultAction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What keeps v1 from being made draining while v2 is to be live, in the words of the report. */
class ServingTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v2");

    private final ServiceDraft live = ServiceDraft.of(LIVE);
    private Optional<ParameterView> register = Optional.of(
            new ParameterView(ParameterPaths.live("app"), "v2", ServiceDraft.ago(Duration.ofMinutes(5)), 4));
    private boolean there = true;
    private Optional<String> group = Optional.of("tg/2");
    private List<ForwardTarget> forwards = List.of(new ForwardTarget("tg/2", 1));
    private List<DefaultAction> elsewhere = List.of();
    private String[] health = {"healthy"};

    private Optional<String> keeps() {
        ConvergeView view = new ConvergeView(
                "app",
                register,
                Map.of(),
                there ? Optional.of(live.service()) : Optional.empty(),
                group,
                List.of(),
                List.of(new DefaultAction("front", forwards)),
                elsewhere,
                Map.of("tg/1", OLD, "tg/2", LIVE));
        return Serving.keeps(view.with(targets()), OLD);
    }

    private List<Target> targets() {
        return Stream.of(health)
                .map(state -> new Target("10.0.0.1", 80, state, Optional.empty()))
                .toList();
    }

    @Test
    void onceTheLiveOneServesNothingDoes() {
        assertThat(keeps()).isEmpty();
    }

    @Test
    void withoutARegisterTheTeamDecides() {
        register = Optional.empty();
        there = false;

        assertThat(keeps()).isEmpty();
    }

    @Test
    void oneWithoutAServiceCannotServe() {
        there = false;

        assertThat(keeps()).contains("v2 has no service yet");
    }

    @Test
    void withoutALoadBalancerARunningTaskServes() {
        group = Optional.empty();
        assertThat(keeps()).isEmpty();

        live.running = false;
        assertThat(keeps()).contains("waiting for health: v2 has no running task");
    }

    @Test
    void behindALoadBalancerOneHealthyTargetDoes() {
        health = new String[] {"initial", "healthy"};
        assertThat(keeps()).isEmpty();

        health = new String[] {"initial"};
        assertThat(keeps()).contains("waiting for health: 0 of 1 targets of v2 are healthy");
    }

    @Test
    void aDefaultActionThatIsSharedDoesNotLeadToTheLiveOneAloneYet() {
        forwards = List.of(new ForwardTarget("tg/2", 1), new ForwardTarget("tg/1", 1));

        assertThat(keeps()).contains("the default action of front does not lead to v2 alone yet");
    }

    @Test
    void aDefaultActionOfAnotherLoadBalancerKeepsTheOneThatItLeadsTo() {
        elsewhere = List.of(new DefaultAction("back", List.of(new ForwardTarget("tg/1", 1))));

        assertThat(keeps()).contains("the default action of back leads to v1");
    }
}
