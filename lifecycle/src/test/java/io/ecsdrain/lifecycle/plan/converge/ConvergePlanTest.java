package io.ecsdrain.lifecycle.plan.converge;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import io.ecsdrain.lifecycle.plan.converge.ConvergeView.DefaultAction;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The register names v2 and everything agrees with it; then one thing does not. */
class ConvergePlanTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v2");
    private static final DeploymentKey OTHER = new DeploymentKey("app", "v0");
    private static final ConvergeWrite POINT = new ConvergeWrite.PointDefaultAction(LIVE, "listener", "tg/2");

    private final ServiceDraft live = ServiceDraft.of(LIVE);
    private final Map<DeploymentKey, ParameterView> states = new HashMap<>();
    private Optional<ParameterView> register = Optional.of(
            new ParameterView(ParameterPaths.live("app"), "v2", ServiceDraft.ago(Duration.ofMinutes(5)), 4));
    private List<ForwardTarget> forwards = List.of(new ForwardTarget("tg/2", 1));
    private String[] health = {"healthy"};
    private boolean there = true;
    private Optional<String> group = Optional.of("tg/2");
    private boolean listeners = true;
    private boolean lost;
    private boolean serving = true;
    private List<DefaultAction> elsewhere = List.of();

    ConvergePlanTest() {
        state(OLD, "draining");
        state(LIVE, "active");
    }

    private void state(DeploymentKey key, String value) {
        states.put(key, ServiceDraft.state(key, value, 1, ServiceDraft.ago(Duration.ofHours(1))));
    }

    private List<ConvergeWrite> step() {
        return ConvergePlan.step(view());
    }

    private ConvergeView view() {
        Optional<ServiceView> service = there ? Optional.of(live.service()) : Optional.empty();
        return new ConvergeView(
                "app",
                register,
                states,
                service,
                group,
                IntStream.range(0, health.length)
                        .mapToObj(i -> new Target("10.0.0." + i, 80, health[i], Optional.empty()))
                        .toList(),
                listeners ? List.of(new DefaultAction("listener", forwards, lost, serving)) : List.of(),
                elsewhere,
                Map.of("tg/1", OLD, "tg/2", LIVE, "tg/0", OTHER));
    }

    @Test
    void whereAllAgreesNothingIsWritten() {
        assertThat(step()).isEmpty();
    }

    @Test
    void allThatIsMissingOfTheLiveOneIsWrittenAndNoOtherIsDrainedInTheSameStep() {
        state(LIVE, "draining");
        state(OLD, "active");
        state(OTHER, "active");
        live.tag(Tags.DESIRED_COUNT, "2").desired = 0;
        forwards = List.of(new ForwardTarget("tg/1", 1));
        assertThat(step())
                .containsExactly(
                        new ConvergeWrite.PutState(LIVE, DeploymentState.ACTIVE),
                        new ConvergeWrite.RestoreDesired(LIVE, 2),
                        POINT);
    }

    @Test
    void onceTheDefaultActionLeadsToTheLiveOneTheOthersAreDrained() {
        state(OLD, "active");
        state(OTHER, "active");
        assertThat(step()).containsExactly(drain(OTHER), drain(OLD));
        assertThat(ConvergePlan.waiting(view())).isEmpty();
    }

    private static ConvergeWrite drain(DeploymentKey key) {
        return new ConvergeWrite.PutState(key, DeploymentState.DRAINING);
    }

    @Test
    void whileTheLiveOneHasNoHealthyTargetNoOtherIsDrainedForItAndThatIsSaid() {
        state(OLD, "active");
        health = new String[] {"initial"};
        assertThat(step()).isEmpty();
        assertThat(ConvergePlan.waiting(view()))
                .contains("waiting for health: 0 of 1 targets of v2 are healthy; until then v1 stays active");
        forwards = List.of(new ForwardTarget("tg/1", 1));
        assertThat(step()).isEmpty();
        assertThat(ConvergePlan.waiting(view()).orElseThrow())
                .contains("waiting for health: 0 of 1", "before the default action of listener leads to it");
    }

    @Test
    void withoutARegisterTheOthersAreDrainedAtOnce() {
        register = Optional.empty();
        states.clear();
        state(OLD, "active");
        states.put(LIVE, ServiceDraft.state(LIVE, "active", 1, ServiceDraft.ago(Duration.ofMinutes(1))));
        health = new String[] {"initial"};
        forwards = List.of(new ForwardTarget("tg/1", 1));
        assertThat(step()).containsExactly(drain(OLD));
        assertThat(ConvergePlan.waiting(view())).isEmpty();
    }

    @Test
    void whatADefaultActionOfAnotherLoadBalancerLeadsToIsNotDrained() {
        state(OLD, "active");
        state(OTHER, "active");
        elsewhere = List.of(new DefaultAction("other", List.of(new ForwardTarget("tg/1", 1))));
        assertThat(step()).containsExactly(drain(OTHER));
        assertThat(ConvergePlan.waiting(view()))
                .contains("the default action of other leads to v1; until then v1 stays active");
        elsewhere = List.of(new DefaultAction("other", List.of(new ForwardTarget("tg/1", 0))));
        assertThat(step()).containsExactly(drain(OTHER), drain(OLD));
    }

    @Test
    void aDefaultActionOfAnotherNameDoesNotKeepTheOthersFromDraining() {
        state(OLD, "active");
        forwards = List.of(new ForwardTarget("tg/other-name", 1));
        assertThat(step()).containsExactly(drain(OLD));
        forwards = List.of();
        assertThat(step()).containsExactly(drain(OLD));
    }

    @Test
    void whatSharesItsDefaultActionWithAnotherNameStaysActive() {
        state(OLD, "active");
        forwards = List.of(new ForwardTarget("tg/1", 1), new ForwardTarget("tg/other-name", 1));
        assertThat(step()).isEmpty();
        assertThat(ConvergePlan.waiting(view()).orElseThrow()).startsWith("the default action of listener leads to v1");
    }

    @ParameterizedTest(name = "one target group {0}, a task runs {1}")
    @CsvSource({"false, true", "false, false", "true, true", "true, false"})
    void withoutALoadBalancerARunningTaskServes(boolean ofOneGroup, boolean running) {
        state(OLD, "active");
        group = ofOneGroup ? group : Optional.empty();
        listeners = false;
        health = new String[] {"unused"};
        live.running = running;
        assertThat(step()).isEqualTo(running ? List.of(drain(OLD)) : List.of());
        assertThat(ConvergePlan.waiting(view()).isPresent()).isEqualTo(!running);
    }

    @Test
    void aStateThatDoesNotExistIsWritten() {
        states.remove(LIVE);
        assertThat(step()).containsExactly(new ConvergeWrite.PutState(LIVE, DeploymentState.ACTIVE));
    }

    @Test
    void noneIsDrainedForOneWhoseServiceIsNotThere() {
        there = false;
        state(OLD, "active");
        assertThat(step()).isEmpty();
    }

    @Test
    void withoutAnIntendedLiveDeploymentNothingIsWritten() {
        register = Optional.empty();
        states.clear();
        assertThat(step()).isEmpty();
    }

    @ParameterizedTest(name = "desired {0}, our mark {1}: back to {2}")
    @CsvSource({"0, 2, 2", "0, 1, 1", "0, 0, ", "0, , ", "0, two, ", "1, 2, "})
    void onlyWhatWeScaledDownIsScaledUpAgain(int desired, String mark, Integer back) {
        live.desired = desired;
        if (mark != null) {
            live.tag(Tags.DESIRED_COUNT, mark);
        }
        assertThat(step()).isEqualTo(back == null ? List.of() : List.of(new ConvergeWrite.RestoreDesired(LIVE, back)));
    }

    @ParameterizedTest(name = "desired {0}, {1} of them healthy: {2}")
    @CsvSource({
        "1, 1, true",
        "1, 0, false",
        "2, 1, true",
        "3, 1, false",
        "3, 2, true",
        "10, 4, false",
        "10, 5, true",
        "0, 1, true",
        "0, 0, false"
    })
    void newClientsAreTakenFromOneThatServesOnlyForHalfOfWhatIsDesired(int desired, int healthy, boolean led) {
        forwards = List.of(new ForwardTarget("tg/1", 1));
        healthyOf(desired, healthy);
        assertThat(step().contains(POINT)).isEqualTo(led);
        assertThat(ConvergePlan.waiting(view()).isPresent()).isEqualTo(!led);
    }

    @ParameterizedTest(name = "lost {0}, {1} of 10 healthy: {2}")
    @CsvSource({"true, 0, false", "true, 1, true", "false, 0, false", "false, 1, true"})
    void oneHealthyTargetIsBetterThanAnAnswerThatNoneIsThere(boolean isLost, int healthy, boolean led) {
        lost = isLost;
        serving = false;
        forwards = isLost ? List.of() : List.of(new ForwardTarget("tg/1", 1));
        healthyOf(10, healthy);
        assertThat(step().contains(POINT)).isEqualTo(led);
        assertThat(ConvergePlan.waiting(view()).isPresent()).isEqualTo(!led);
    }

    private void healthyOf(int desired, int healthy) {
        live.desired = desired;
        health = new String[Math.max(desired, healthy)];
        Arrays.fill(health, "unhealthy");
        Arrays.fill(health, 0, healthy, "healthy");
    }

    @ParameterizedTest(name = "v1 {0}, v2 {1}, another {2}: {3}")
    @CsvSource({
        "1, 0, 0, true",
        "1, 1, 0, true",
        "0, 1, 0, false",
        "0, 1, 1, false",
        "1, 0, 1, false",
        "0, 0, 1, false",
        "0, 0, 0, false"
    })
    void onlyADefaultActionThatIsWhollyOfThisNameIsOursToChange(int old, int live, int foreign, boolean changed) {
        forwards = List.of(
                new ForwardTarget("tg/1", old),
                new ForwardTarget("tg/2", live),
                new ForwardTarget("tg/other-name", foreign));
        assertThat(step().contains(POINT)).isEqualTo(changed);
    }

    @Test
    void withoutARegisterADefaultActionIsItsTeamsAffair() {
        register = Optional.empty();
        forwards = List.of(new ForwardTarget("tg/1", 1));
        assertThat(step()).isEmpty();
    }
}
