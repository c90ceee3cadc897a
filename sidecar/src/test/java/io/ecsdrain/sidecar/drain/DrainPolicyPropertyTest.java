package io.ecsdrain.sidecar.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Whatever happens in whatever order. */
class DrainPolicyPropertyTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration FORGET = Duration.ofSeconds(20);

    private static final Duration TTL = Duration.ofSeconds(60);

    private final DrainPolicy policy = new RulesDraft()
            .grace(GRACE)
            .forget(FORGET)
            .unknown(Optional.empty())
            .policy();

    record Step(int afterMillis, DrainSignal signal) {}

    /** The naive model: when draining was last seen to begin, and what the parameter said last. */
    @Property(tries = 2000)
    void isReadyOnlyAfterAFullGraceOfDrainingSeenAndWithNoSessionReported(@ForAll("histories") List<Step> history) {
        DrainState state = DrainState.initial(T0);
        Instant now = T0;
        Optional<Instant> seenDraining = Optional.empty();
        boolean stopped = false;
        for (Step step : history) {
            now = now.plusMillis(step.afterMillis());
            state = policy.next(state, step.signal(), now);
            stopped |= step.signal() instanceof DrainSignal.Stop;
            DrainView view = policy.view(state, now);
            if (stopped) {
                assertThat(view.phase()).isEqualTo(DrainPhase.STOPPING);
                continue;
            }
            if (step.signal() instanceof DrainSignal.Read && state.problem().isEmpty()) {
                boolean draining = view.phase() == DrainPhase.DRAINING;
                seenDraining = draining ? Optional.of(seenDraining.orElse(now)) : Optional.empty();
            }
            assertThat(view.draining()).isEqualTo(seenDraining.isPresent());
            if (view.shutdownReady()) {
                assertThat(view.busy()).isZero();
                assertThat(view.busyUnknown()).isFalse();
                assertThat(Duration.between(T0, now))
                        .as("every reporter of a process before could have spoken")
                        .isGreaterThanOrEqualTo(TTL);
                assertThat(seenDraining).isPresent();
                assertThat(Duration.between(seenDraining.get(), now)).isGreaterThanOrEqualTo(GRACE);
            }
        }
    }

    /** Names by the hundred, so that places run out: the model counts every report, also those that were refused. */
    @Property(tries = 500)
    void isReadyOnlyIfNoReportOfSessionsWouldStillHold(@ForAll("crowds") List<Step> history) {
        DrainState state =
                policy.next(DrainState.initial(T0), new DrainSignal.Read(DeploymentState.DRAINING, T0, 1), T0);
        Map<String, Instant> held = new HashMap<>();
        Instant now = T0.plus(TTL);
        for (Step step : history) {
            now = now.plusMillis(step.afterMillis());
            BusyReport report = ((DrainSignal.Busy) step.signal()).report();
            boolean counted = policy.admits(state, report, now);
            state = policy.next(state, step.signal(), now);
            if (report.count() == 0) {
                held.remove(report.reporter());
            } else {
                held.put(report.reporter(), now.plus(report.ttl()).plus(FORGET));
            }
            Instant then = now;
            boolean sessions = held.values().stream().anyMatch(then::isBefore);
            assertThat(policy.view(state, now).shutdownReady() && sessions).isFalse();
            assertThat(counted || policy.view(state, now).busyUnknown()).isTrue();
        }
        assertThat(policy.view(state, now.plusSeconds(100)).shutdownReady()).isTrue();
    }

    @Provide
    Arbitrary<List<Step>> crowds() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.frequencyOf(
                                net.jqwik.api.Tuple.of(4, Arbitraries.integers().between(1, 3)),
                                net.jqwik.api.Tuple.of(1, Arbitraries.just(0))),
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(5, 60))
                .as((who, count, millis, ttl) -> new Step(
                        millis, new DrainSignal.Busy(new BusyReport("r" + who, count, Duration.ofSeconds(ttl)))))
                .list()
                .ofMinSize(100)
                .ofMaxSize(200);
    }

    @Property(tries = 2000)
    void aFailedReadChangesNothingThatAnAppSees(@ForAll("histories") List<Step> history, @ForAll ReadProblem problem) {
        DrainState state = DrainState.initial(T0);
        Instant now = T0;
        for (Step step : history) {
            now = now.plusMillis(step.afterMillis());
            state = policy.next(state, step.signal(), now);
        }
        DrainState failed = policy.next(state, new DrainSignal.ReadFailed(problem, ""), now);
        assertThat(policy.view(failed, now)).isEqualTo(policy.view(state, now));
    }

    @Property(tries = 2000)
    void readinessChangesByTimeOnlyAtTheTurnThatWasForetold(
            @ForAll("histories") List<Step> history, @ForAll @IntRange(min = 0, max = 200_000) int laterMillis) {
        DrainState state = DrainState.initial(T0);
        Instant now = T0;
        for (Step step : history) {
            now = now.plusMillis(step.afterMillis());
            state = policy.next(state, step.signal(), now);
        }
        Instant later = now.plusMillis(laterMillis);
        boolean before = policy.view(state, now).shutdownReady();
        boolean turnPassed =
                policy.nextTurn(state, now).filter(turn -> !turn.isAfter(later)).isPresent();
        if (!turnPassed) {
            assertThat(policy.view(state, later).shutdownReady()).isEqualTo(before);
        }
    }

    @Property
    void waitsAreSpreadByAFifthAndDoubleUpToAMinute(
            @ForAll @IntRange(min = 10, max = 3_600_000) int millis,
            @ForAll @IntRange(min = 0, max = 1_000_000) int refusals,
            @ForAll @DoubleRange(min = 0, max = 1) double dice) {
        long wait = Backoff.next(Duration.ofMillis(millis), refusals, dice).toMillis();
        double longest = Math.max(millis, 60_000);
        double meant = refusals == 0 ? millis : Math.min(longest, millis * Math.pow(2, Math.min(refusals, 12)));
        assertThat((double) wait).isBetween(meant * 0.8 - 1, meant * 1.2 + 1);
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<DrainSignal> reads = Combinators.combine(
                        Arbitraries.of(DeploymentState.class),
                        Arbitraries.longs().between(1, 6))
                .as((said, version) -> new DrainSignal.Read(said, T0.plusSeconds(version), version));
        Arbitrary<DrainSignal> fails =
                Arbitraries.of(ReadProblem.class).map(problem -> new DrainSignal.ReadFailed(problem, ""));
        Arbitrary<DrainSignal> reports = Combinators.combine(
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(5, 40))
                .as((who, count, ttl) -> new DrainSignal.Busy(new BusyReport(who, count, Duration.ofSeconds(ttl))));
        Arbitrary<DrainSignal> signals = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, reads),
                net.jqwik.api.Tuple.of(2, fails),
                net.jqwik.api.Tuple.of(6, reports),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(new DrainSignal.Stop())));
        return Combinators.combine(Arbitraries.integers().between(0, 40_000), signals)
                .as(Step::new)
                .list()
                .ofMaxSize(30);
    }
}
