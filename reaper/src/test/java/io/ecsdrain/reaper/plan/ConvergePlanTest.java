package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import io.ecsdrain.reaper.plan.ConvergeView.DefaultAction;
import java.time.Duration;
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

    private final Draft live = Draft.of(LIVE);
    private final Map<DeploymentKey, ParameterView> states = new HashMap<>();
    private Optional<ParameterView> register =
            Optional.of(new ParameterView(ParameterPaths.live("app"), "v2", Draft.ago(Duration.ofMinutes(5)), 4));
    private List<ForwardTarget> forwards = List.of(new ForwardTarget("tg/2", 1));
    private String[] health = {"healthy"};
    private boolean there = true;

    ConvergePlanTest() {
        state(OLD, "draining");
        state(LIVE, "active");
    }

    private void state(DeploymentKey key, String value) {
        states.put(
                key,
                Draft.of(key)
                        .state(value, 1, Draft.ago(Duration.ofHours(1)))
                        .parameter
                        .orElseThrow());
    }

    private List<ConvergeWrite> step() {
        Optional<ServiceView> service = there ? live.deployment().service() : Optional.empty();
        return ConvergePlan.step(new ConvergeView(
                "app",
                register,
                states,
                service,
                Optional.of("tg/2"),
                IntStream.range(0, health.length)
                        .mapToObj(i -> new Target("10.0.0." + i, 80, health[i], Optional.empty()))
                        .toList(),
                List.of(new DefaultAction("listener", forwards)),
                Map.of("tg/1", OLD, "tg/2", LIVE)));
    }

    @Test
    void whereAllAgreesNothingIsWritten() {
        assertThat(step()).isEmpty();
    }

    @Test
    void allThatIsMissingIsWrittenTheLiveOneFirstAndTheOthersLast() {
        state(LIVE, "draining");
        state(OLD, "active");
        state(OTHER, "active");
        live.tag(Tags.DESIRED_COUNT, "2").desired = 0;
        forwards = List.of(new ForwardTarget("tg/1", 1));
        assertThat(step())
                .containsExactly(
                        new ConvergeWrite.PutState(LIVE, DeploymentState.ACTIVE),
                        new ConvergeWrite.RestoreDesired(LIVE, 2),
                        POINT,
                        new ConvergeWrite.PutState(OTHER, DeploymentState.DRAINING),
                        new ConvergeWrite.PutState(OLD, DeploymentState.DRAINING));
    }

    @Test
    void aStateThatDoesNotExistIsWritten() {
        states.remove(LIVE);
        assertThat(step()).containsExactly(new ConvergeWrite.PutState(LIVE, DeploymentState.ACTIVE));
    }

    @Test
    void nobodyIsDrainedForOneWhoseServiceIsNotThere() {
        there = false;
        state(OLD, "active");
        assertThat(step()).isEmpty();
    }

    @Test
    void whereNobodyIsToBeLiveNothingIsWritten() {
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

    @ParameterizedTest(name = "desired {0}, {1}: {2}")
    @CsvSource({
        "1, healthy, true",
        "2, healthy healthy, true",
        "2, healthy initial, false",
        "1, unhealthy, false",
        "0, healthy, true",
        "0, draining, false"
    })
    void clientsAreLedToAsManyHealthyTargetsAsAreDesiredAndNeverToNone(int desired, String states, boolean led) {
        forwards = List.of(new ForwardTarget("tg/1", 1));
        live.desired = desired;
        health = states.split(" ");
        assertThat(step().contains(POINT)).isEqualTo(led);
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
