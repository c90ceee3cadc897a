package io.ecsdrain.system.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reapers, tasks, clients and what may go wrong, in every order: a deployment is scaled to zero only while no task has
 * a session or can get one, and it always comes to zero once nothing goes wrong any more. One mishap and a session at a
 * time; with {@code -Ddrain.long=true} two.
 */
class HandshakeModelTest {

    /** Five minutes, of which the pause after an un-parking is one. */
    private static final int STEPS = 30;

    private static final int FEWER_STEPS = 10;

    static Stream<Map<Mishap, Integer>> budgets() {
        return Arrays.stream(Mishap.values()).flatMap(one -> Arrays.stream(Mishap.values())
                .filter(other -> one == other || Boolean.getBoolean("drain.long") && one.compareTo(other) < 0)
                .map(other -> one == other ? budget(Mishap.SESSION, one) : budget(Mishap.SESSION, one, other)));
    }

    private static Map<Mishap, Integer> budget(Mishap... mishaps) {
        Map<Mishap, Integer> budget = new EnumMap<>(Mishap.class);
        Arrays.stream(mishaps).forEach(each -> budget.merge(each, 1, Integer::sum));
        return budget;
    }

    private static Exploration explore(World.Laws laws, int tasks, int steps, Map<Mishap, Integer> budget) {
        Exploration all = Exploration.of(World.beginning(laws, tasks, budget), steps);
        System.out.println(tasks + " task(s), " + budget + ": " + all.worlds() + " worlds, in " + all.ends()
                + " of them scaled to zero");
        return all;
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void whateverTheOrderNoSessionIsCutAndItComesToZero(Map<Mishap, Integer> budget) {
        assertEndsWell(explore(World.Laws.USUAL, 1, STEPS, budget));
    }

    @Test
    void alsoIfOneOfTwoTasksHasTheSession() {
        assertEndsWell(explore(World.Laws.USUAL, 2, STEPS, budget(Mishap.SESSION)));
    }

    private static void assertEndsWell(Exploration all) {
        assertThat(all.problems()).isEmpty();
        assertThat(all.ends()).isPositive();
    }

    /** The settle time, the beat that confirms the answer, and no longer. */
    @Test
    void aNodeThatLearnsOfTheParkingAfterTheSettleTimeCutsSessions() {
        World.Laws laws = new World.Laws(Task.SETTLE.plus(Task.STEP.multipliedBy(2)), true);
        assertThat(explore(laws, 1, STEPS, budget(Mishap.SESSION)).problems())
                .anyMatch(problem -> problem.startsWith("at zero a task has a session"));
    }

    @Test
    void withoutALookJustBeforeTheEndSessionsAreCut() {
        World.Laws laws = new World.Laws(Task.SETTLE, false);
        assertThat(explore(laws, 1, FEWER_STEPS, budget(Mishap.SESSION, Mishap.SLOW_CALL, Mishap.ROLLBACK))
                        .problems())
                .anyMatch(problem -> problem.startsWith("at zero a task has a session"));
    }
}
