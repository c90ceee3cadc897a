package io.ecsdrain.sidecar.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * A drain from the first second on, whatever is reported and seen in it, against a model that keeps every session as a
 * span of time.
 */
class QuietProperties {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(20);
    private static final Duration FORGET = Duration.ofSeconds(25);
    private static final String SOURCE = "@connections";
    /** Three looks at the pace of 5 s, each of which may take 2 s. */
    private static final Duration FRESH = Duration.ofSeconds(21);

    private final DrainPolicy policy = new RulesDraft()
            .grace(GRACE)
            .quiet(QUIET)
            .forget(FORGET)
            .sources(SOURCE)
            .policy();

    /** @param laterMillis when after the signal the task is asked */
    record Step(int afterMillis, DrainSignal signal, int laterMillis) {}

    @Property(tries = 3000)
    void aTaskIsReadyExactlyWhenItsGraceIsOverAndNoSessionWasForLongEnough(@ForAll("histories") List<Step> history) {
        Model model = new Model();
        DrainState state =
                policy.next(DrainState.initial(T0), new DrainSignal.Read(DeploymentState.DRAINING, T0, 1), T0);
        Instant now = T0;
        for (Step step : history) {
            now = now.plusMillis(step.afterMillis());
            state = policy.next(state, step.signal(), now);
            model.hears(step.signal(), now);

            Instant asked = now.plusMillis(step.laterMillis());
            assertThat(policy.view(state, asked).shutdownReady()).isEqualTo(model.isReady(asked));
            assertThat(policy.view(state, now).shutdownReady()).isEqualTo(model.isReady(now));
            boolean turns = policy.nextTurn(state, now)
                    .filter(turn -> !turn.isAfter(asked))
                    .isPresent();
            assertThat(turns || model.isReady(now) == model.isReady(asked))
                    .as("what time alone changes is foretold")
                    .isTrue();
        }
    }

    private static final class Model {

        private final SessionSpans sessions = new SessionSpans(FORGET);
        private SourceReading reading = new SourceReading.NotYet("");
        private Instant readAt = Instant.MIN;

        void hears(DrainSignal signal, Instant now) {
            sessions.hear(signal, now);
            if (signal instanceof DrainSignal.Looked looked) {
                reading = looked.reading();
                readAt = now;
            }
        }

        boolean isReady(Instant now) {
            return !now.isBefore(T0.plus(GRACE))
                    && isIdle(now)
                    && sessions.last(now)
                            .filter(last -> now.isBefore(last.plus(QUIET)))
                            .isEmpty();
        }

        private boolean isIdle(Instant now) {
            return reading instanceof SourceReading.Count count
                    && count.sessions() == 0
                    && count.settled()
                    && !readAt.isBefore(T0.plus(GRACE))
                    && now.isBefore(readAt.plus(FRESH));
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<DrainSignal> reports = Combinators.combine(
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.frequency(Tuple.of(3, 0), Tuple.of(1, 2)),
                        Arbitraries.integers().between(5, 30))
                .as((who, count, ttl) -> new DrainSignal.Busy(new BusyReport(who, count, Duration.ofSeconds(ttl))));
        Arbitrary<DrainSignal> looks = Arbitraries.frequency(
                        Tuple.of(10, (SourceReading) new SourceReading.Count(0, true)),
                        Tuple.of(1, (SourceReading) new SourceReading.Count(0, false)),
                        Tuple.of(2, (SourceReading) new SourceReading.Count(3, true)),
                        Tuple.of(2, (SourceReading) new SourceReading.Unreadable("gone")))
                .map(reading -> new DrainSignal.Looked(SOURCE, reading));
        Arbitrary<DrainSignal> others = Arbitraries.of(
                new DrainSignal.ReadFailed(ReadProblem.UNREACHABLE, ""),
                new DrainSignal.Read(DeploymentState.DRAINING, T0, 1));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 25_000),
                        Arbitraries.frequencyOf(Tuple.of(4, reports), Tuple.of(8, looks), Tuple.of(1, others)),
                        Arbitraries.integers().between(0, 60_000))
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }
}
