package io.ecsdrain.localaws.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.localaws.ecs.EcsBench;
import io.ecsdrain.localaws.scaling.Shapes.DeregisterInput;
import io.ecsdrain.localaws.scaling.Shapes.DescribeAnswer;
import io.ecsdrain.localaws.scaling.Shapes.DescribeInput;
import io.ecsdrain.localaws.scaling.Shapes.RegisterInput;
import io.ecsdrain.localaws.scaling.Shapes.SuspendedState;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Operations.Operation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingTest {

    private static final String ID = "service/c/s";
    private static final String DIMENSION = "ecs:service:DesiredCount";
    private static final SuspendedState ALL = new SuspendedState(true, true, true);

    private final EcsBench aws = new EcsBench();
    private final Scaling scaling = new Scaling(aws.world, aws.ecs);

    @BeforeEach
    void createAService() {
        aws.registerInertTask();
        aws.createService("s", 2, "");
    }

    @Test
    void theSameCallsGiveTheSameAnswersAgain() {
        ScalingTest again = new ScalingTest();
        again.createAService();
        register(2, 5, null);
        again.register(2, 5, null);

        assertThat(again.describe()).isEqualTo(describe());
    }

    @Test
    void registeringAnExistingTargetAnewRaisesZeroToItsMinimum() {
        register(2, 5, null);
        aws.scale("s", 0);
        register(null, null, null);

        assertThat(desired()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 2", "3, 3", "6, 5"})
    void registeringMovesTheCountInsideTheBoundsAlsoIfItNamesNoneAndSuspendsAll(int count, int expected) {
        register(2, 5, null);
        aws.scale("s", count);
        register(null, null, ALL);

        assertThat(desired()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "6, 6"})
    void bySwitchSuspendedScalingKeepsTheCountWhereItIs(int count, int expected) {
        aws.world.switches().set(ScalingSwitches.SUSPENSION_PREVENTS_CLAMP, true);
        register(2, 5, null);
        aws.scale("s", count);
        register(null, null, ALL);

        assertThat(desired()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "2, 3", "9, 5"})
    void aNewTargetMovesTheCountInsideItsBoundsToo(int count, int expected) {
        aws.scale("s", count);
        register(3, 5, null);

        assertThat(desired()).isEqualTo(expected);
    }

    @Test
    void anAlarmRaisesZeroAboveTheMinimumUnlessScalingOutIsSuspended() {
        register(2, 5, null);
        aws.scale("s", 0);
        scaling.fireScaleOut(ID);
        assertThat(desired()).isEqualTo(3);

        register(null, null, ALL);
        aws.scale("s", 0);
        scaling.fireScaleOut(ID);
        assertThat(desired()).isZero();
    }

    @Test
    void anAlarmAddsOneTaskAtMostToTheMaximum() {
        register(1, 3, null);
        scaling.fireScaleOut(ID);
        assertThat(desired()).isEqualTo(3);
        scaling.fireScaleOut(ID);
        assertThat(desired()).isEqualTo(3);
    }

    @Test
    void anAlarmTakesOneTaskAwayAtMostToTheMinimumUnlessScalingInIsSuspended() {
        aws.advance(Duration.ofMinutes(2));
        register(1, 3, null);
        scaling.fireScaleIn(ID);
        assertThat(desired()).isEqualTo(1);
        scaling.fireScaleIn(ID);
        assertThat(desired()).isEqualTo(1);

        aws.scale("s", 2);
        register(null, null, new SuspendedState(true, false, false));
        scaling.fireScaleIn(ID);
        assertThat(desired()).isEqualTo(2);
        assertThat(scaling.targets()).containsExactly(new ScalableTargetView(ID, 1, 3, true, false, false));
    }

    @Test
    void aScheduledActionSetsTheBoundsAndPullsTheCountBetweenThemUnlessSchedulesAreSuspended() {
        register(1, 3, new SuspendedState(true, true, false));
        scaling.runScheduledAction(ID, 1, 1);
        assertThat(desired()).isEqualTo(1);
        scaling.runScheduledAction(ID, 2, 4);
        assertThat(desired()).isEqualTo(2);
        scaling.runScheduledAction(ID, 1, 3);
        assertThat(desired()).isEqualTo(2);

        register(null, null, new SuspendedState(false, false, true));
        scaling.runScheduledAction(ID, 0, 0);
        scaling.runScheduledAction("service/c/none", 0, 0);
        assertThat(desired()).isEqualTo(2);
        assertThat(scaling.targets()).containsExactly(new ScalableTargetView(ID, 1, 3, false, false, true));
    }

    @Test
    void scalingInIsPausedWhileADeploymentGoesOn() {
        register(1, 3, null);
        scaling.fireScaleIn(ID);
        assertThat(desired()).isEqualTo(2);

        aws.advance(Duration.ofMinutes(2));
        scaling.fireScaleIn(ID);
        assertThat(desired()).isEqualTo(1);
    }

    @Test
    void unknownTargetsAreSilentlyAbsentWhenDescribedAndAnErrorWhenDeregistered() {
        assertThat(describe().scalableTargets()).isEmpty();
        assertThatThrownBy(() -> call("DeregisterScalableTarget", new DeregisterInput("ecs", ID, DIMENSION)))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("ObjectNotFoundException"));

        register(1, 2, null);
        assertThat(describe().scalableTargets()).singleElement().satisfies(each -> {
            assertThat(each.minCapacity()).isEqualTo(1);
            assertThat(each.suspendedState()).isEqualTo(SuspendedState.NOTHING);
        });
        call("DeregisterScalableTarget", new DeregisterInput("ecs", ID, DIMENSION));
        assertThat(describe().scalableTargets()).isEmpty();
    }

    @Test
    void aTargetOutlivesItsServiceButNewOnesNeedAService() {
        assertThatThrownBy(() -> call(
                        "RegisterScalableTarget",
                        new RegisterInput("ecs", "service/c/none", DIMENSION, 1, 2, null, null, null)))
                .hasMessageContaining("doesn't exist");
        register(1, 2, null);
        aws.call("DeleteService", "{'cluster':'c','service':'s','force':true}");
        assertThat(describe().scalableTargets()).hasSize(1);
    }

    private int desired() {
        return aws.service("s").get("desiredCount").asInt();
    }

    private void register(Integer min, Integer max, SuspendedState suspended) {
        call("RegisterScalableTarget", new RegisterInput("ecs", ID, DIMENSION, min, max, null, suspended, null));
    }

    private DescribeAnswer describe() {
        DescribeInput input = new DescribeInput("ecs", List.of(ID), DIMENSION, null, null);
        return (DescribeAnswer) call("DescribeScalableTargets", input);
    }

    private Object call(String name, Record input) {
        return call(scaling.operations().byName().get(name), input);
    }

    private <I> Object call(Operation<I> operation, Record input) {
        return aws.world.locked(
                () -> operation.handler().apply(operation.input().cast(input)));
    }
}
