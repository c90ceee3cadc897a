package io.ecsdrain.bench.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reaper's calls against the least that AWS's pages allow, on clusters small enough for every change. */
class ReaperCallsTest {

    static Stream<Shape> shapes() {
        return Stream.of(
                Shape.busy(12, 101), Shape.busy(30, 3), new Shape(12, 1, 101, true), new Shape(3, 60, 30, false));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void areWithinATenthOfTheBoundAndChangeNothing(Shape shape) {
        Measured run = Trial.callsOnly(shape);
        assertThat(run.total())
                .as("%s: %s against %s", shape, run.calls(), run.bound())
                .isLessThanOrEqualTo(
                        (long) (ReaperBench.MOST_CALLS * run.bound().calls()));
        assertThat(run.mutations()).isZero();
        assertThat(run.said()).contains(shape.ready() ? "parking" : shape.draining() + " not-ready");
    }

    @Test
    void actingTakesNoMoreThanItsBudgetAndOthersCostNothing() {
        Shape shape = new Shape(20, 1, 2, true);
        List<Acting.Taken> taken = new ArrayList<>(Acting.of(shape, 0));
        taken.addAll(Acting.of(shape, 30));
        assertThat(ReaperBench.beyond(taken)).isEmpty();
        assertThat(taken).allMatch(each -> each.more() >= each.least());
    }
}
