package io.ecsdrain.system.converge;

import static io.ecsdrain.system.converge.Player.Role.ABORTED_C;
import static io.ecsdrain.system.converge.Player.Role.ACTIVATE_C;
import static io.ecsdrain.system.converge.Player.Role.CANARY_C;
import static io.ecsdrain.system.converge.Player.Role.DEPLOY_C;
import static io.ecsdrain.system.converge.Player.Role.REAPER_OF_A;
import static io.ecsdrain.system.converge.Player.Role.RETIRE_C;
import static io.ecsdrain.system.converge.Player.Role.RETREAT_A;
import static io.ecsdrain.system.converge.Player.Role.ROLLBACK_A;
import static io.ecsdrain.system.converge.Player.Role.SCRIPT_C;
import static io.ecsdrain.system.converge.Player.Role.SWIFT_REAPER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two actors, their calls in every order, a crash of either at any point, then a run of the reaper: which worlds can
 * they end in? What decides is the product's own ConvergePlan and Live.
 */
class ConvergeModelTest {

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(DEPLOY_C, ROLLBACK_A),
                Arguments.of(ACTIVATE_C, ROLLBACK_A),
                Arguments.of(SCRIPT_C, ROLLBACK_A),
                Arguments.of(SCRIPT_C, REAPER_OF_A),
                Arguments.of(ROLLBACK_A, REAPER_OF_A),
                Arguments.of(DEPLOY_C, REAPER_OF_A),
                Arguments.of(DEPLOY_C, RETREAT_A),
                Arguments.of(CANARY_C, ROLLBACK_A),
                Arguments.of(CANARY_C, RETIRE_C),
                Arguments.of(CANARY_C, ACTIVATE_C),
                Arguments.of(CANARY_C, REAPER_OF_A),
                Arguments.of(ABORTED_C, ROLLBACK_A),
                Arguments.of(ABORTED_C, RETIRE_C));
    }

    static Stream<Arguments> alone() {
        return Stream.of(ROLLBACK_A, RETREAT_A, DEPLOY_C, ACTIVATE_C, CANARY_C, ABORTED_C)
                .flatMap(role -> Stream.of(true, false).map(down -> Arguments.of(role, down)));
    }

    /**
     * Wherever it dies, and whenever the reaper runs. Two that cross between a look and a write can do so, and put it
     * right.
     */
    @ParameterizedTest(name = "{0}, a scaled to zero: {1}")
    @MethodSource("alone")
    void besideAReaperNewClientsAreAtNoStepLedToOneThatDrains(Player.Role role, boolean down) {
        SmallWorld beginning = SmallWorld.beginning(true).slowly();
        Exploration all = Exploration.of(down ? beginning.scale("a", true) : beginning, true, 1, role, SWIFT_REAPER);
        assertThat(all.turnedAway()).isEmpty();
        assertEndsWell(all);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whateverTheOrderOneDeploymentIsLiveInTheEnd(Player.Role one, Player.Role other) {
        assertEndsWell(Exploration.of(SmallWorld.beginning(true), true, 0, one, other));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void alsoIfEitherDiesAnywhere(Player.Role one, Player.Role other) {
        assertEndsWell(Exploration.of(SmallWorld.beginning(true), true, 1, one, other));
    }

    @Test
    void alsoIfAReaperIsAboutToScaleDownWhatIsRolledBackWhileAnotherIsDeployed() {
        assertEndsWell(Exploration.of(SmallWorld.beginning(true), true, 0, DEPLOY_C, ROLLBACK_A, REAPER_OF_A));
    }

    /** A late one re-opens nothing, a dead one leaves nothing, and whatever is ended drains. */
    @Test
    void aCanaryThatIsEndedWhileItsDeployerGoesOnIsLeftNothing() {
        assertEndsWell(Exploration.of(SmallWorld.beginning(true), true, 1, CANARY_C, RETIRE_C, SWIFT_REAPER));
    }

    @Test
    void withoutTheRegisterDeployAndRollbackCanEndInDisagreement() {
        Exploration without = Exploration.of(SmallWorld.beginning(false), false, 0, DEPLOY_C, ROLLBACK_A);
        assertThat(without.problems()).isNotEmpty();
    }

    private static void assertEndsWell(Exploration all) {
        assertThat(all.problems()).isEmpty();
        assertThat(all.knowingly()).isEmpty();
        assertThat(all.ends()).isNotEmpty();
    }
}
