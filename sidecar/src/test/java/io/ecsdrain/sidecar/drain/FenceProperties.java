package io.ecsdrain.sidecar.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Fence;
import io.ecsdrain.contract.StateWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * Which fence a task answers, whatever is read, reported and seen, against a model that looks back on all that it
 * heard.
 */
class FenceProperties {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final Duration FORGET = Duration.ofSeconds(5);
    private static final String SOURCE = "@connections";

    /** The state as it was written one time after the other; the last after a deletion. */
    private enum Write {
        ACTIVE(DeploymentState.ACTIVE, 1, 1),
        DRAINING(DeploymentState.DRAINING, 2, 2),
        DRAINING_AGAIN(DeploymentState.DRAINING, 3, 3),
        DRAINING_ANEW(DeploymentState.DRAINING, 1, 10);

        private final DeploymentState state;
        private final long version;
        private final Instant at;

        Write(DeploymentState state, long version, int second) {
            this.state = state;
            this.version = version;
            this.at = T0.plusSeconds(second);
        }

        Fence fence(char nonce) {
            return new Fence(String.valueOf(nonce).repeat(32), StateWrite.of(version, at), "0".repeat(64));
        }

        DrainSignal read(Optional<Fence> fence) {
            return new DrainSignal.Read(state, at, version, fence);
        }
    }

    private static DrainPolicy policy(String... sources) {
        return new RulesDraft()
                .grace(Duration.ofSeconds(10))
                .quiet(Duration.ofSeconds(5))
                .settle(SETTLE)
                .forget(FORGET)
                .sources(sources)
                .policy();
    }

    /** @param laterMillis when after the signal the task is asked */
    record Step(int afterMillis, DrainSignal signal, int laterMillis) {}

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void aTaskAnswersExactlyTheFenceThatItSawLongEnoughWithoutASession(
            @ForAll("histories") List<Step> history, @ForAll boolean looks) {
        DrainPolicy policy = looks ? policy(SOURCE) : policy();
        Model model = new Model(looks);
        DrainState state = DrainState.initial(T0);
        Instant now = T0;
        boolean answered = false;
        for (Step step : history) {
            now = now.plusMillis(step.afterMillis());
            state = policy.next(state, step.signal(), now);
            model.hear(step.signal(), now);

            for (Instant asked : List.of(now, now.plusMillis(step.laterMillis()))) {
                DrainView view = policy.view(state, asked);
                assertThat(view.fence()).isEqualTo(model.answer(asked).filter(nonce -> view.shutdownReady()));
                answered |= view.fence().isPresent();
                boolean turns = policy.nextTurn(state, now)
                        .filter(turn -> !turn.isAfter(asked))
                        .isPresent();
                assertThat(turns || policy.view(state, now).fence().equals(view.fence()))
                        .as("what time alone changes is foretold")
                        .isTrue();
            }
        }
        Statistics.label("an answer was given").collect(answered).coverage(check -> check.check(true)
                .percentage(share -> share > 10));
    }

    private static final class Model {

        private static final Set<ReadProblem> UNANSWERED =
                EnumSet.of(ReadProblem.THROTTLED, ReadProblem.DENIED, ReadProblem.UNREACHABLE);

        private record Heard(DrainSignal signal, Instant at) {}

        private final boolean looks;
        private final List<Heard> heard = new ArrayList<>();
        private final SessionSpans sessions = new SessionSpans(FORGET);

        /** @param looks whether the source is one of the configured ones; what it shows is nothing else */
        private Model(boolean looks) {
            this.looks = looks;
        }

        void hear(DrainSignal signal, Instant now) {
            if (looks || !(signal instanceof DrainSignal.Looked)) {
                heard.add(new Heard(signal, now));
                sessions.hear(signal, now);
            }
        }

        /** Readiness apart. */
        Optional<String> answer(Instant now) {
            return seen().filter(first -> {
                        Instant last = sessions.last(now).orElse(Instant.MIN);
                        Instant settled = (last.isAfter(first.at()) ? last : first.at())
                                .plus(SETTLE)
                                .plus(longestTtl());
                        return !now.isBefore(settled) && (!looks || isLookedSince(settled));
                    })
                    .map(first -> ((DrainSignal.Read) first.signal())
                            .fence()
                            .orElseThrow()
                            .nonce());
        }

        private Duration longestTtl() {
            return heard.stream()
                    .map(Heard::signal)
                    .filter(DrainSignal.Busy.class::isInstance)
                    .map(signal -> ((DrainSignal.Busy) signal).report().ttl())
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO);
        }

        private boolean isLookedSince(Instant moment) {
            return heard.stream()
                    .anyMatch(each -> each.signal() instanceof DrainSignal.Looked
                            && !each.at().isBefore(moment));
        }

        /**
         * The first of the newest readings that all showed the same state and the same fence of it; what SSM did not
         * answer is none.
         */
        private Optional<Heard> seen() {
            Optional<Heard> first = Optional.empty();
            for (int i = heard.size() - 1; i >= 0; i--) {
                Heard each = heard.get(i);
                if (each.signal() instanceof DrainSignal.Stop) {
                    return Optional.empty();
                }
                boolean isRead = each.signal() instanceof DrainSignal.Read;
                boolean isOther = each.signal() instanceof DrainSignal.ReadFailed failed
                        && !UNANSWERED.contains(failed.problem());
                if (isOther
                        || isRead
                                && (!isOfItsState(each)
                                        || first.isPresent()
                                                && !each.signal()
                                                        .equals(first.get().signal()))) {
                    break;
                }
                first = isRead ? Optional.of(each) : first;
            }
            return first.filter(each -> heard.stream().noneMatch(other -> other.signal() instanceof DrainSignal.Stop))
                    .filter(this::isNewest);
        }

        private static boolean isOfItsState(Heard each) {
            DrainSignal.Read read = (DrainSignal.Read) each.signal();
            return read.fence()
                    .filter(fence -> fence.state().equals(read.version() + "@" + read.modifiedAt()))
                    .isPresent();
        }

        /** A replica that lags behind shows what was before. */
        private boolean isNewest(Heard each) {
            Instant written = ((DrainSignal.Read) each.signal()).modifiedAt();
            return heard.stream()
                    .filter(other -> other.signal() instanceof DrainSignal.Read)
                    .noneMatch(other ->
                            ((DrainSignal.Read) other.signal()).modifiedAt().isAfter(written));
        }
    }

    /** Quiet times in which an answer may ripen, and things that happen between them. */
    @Provide
    Arbitrary<List<Step>> histories() {
        return Arbitraries.frequencyOf(
                        Tuple.of(1, quiet()), Tuple.of(2, events().list().ofMaxSize(3)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(parts -> parts.stream().flatMap(List::stream).toList());
    }

    private static Arbitrary<List<Step>> quiet() {
        Arbitrary<Write> writes = Arbitraries.frequency(
                Tuple.of(8, Write.DRAINING), Tuple.of(2, Write.DRAINING_AGAIN), Tuple.of(1, Write.DRAINING_ANEW));
        return writes.flatMap(write -> steps(
                        Arbitraries.of(
                                write.read(Optional.of(write.fence('a'))),
                                new DrainSignal.Looked(SOURCE, new SourceReading.Count(0, true))),
                        8_000)
                .list()
                .ofMinSize(5)
                .ofMaxSize(20));
    }

    private static Arbitrary<Step> events() {
        Arbitrary<DrainSignal> reads = Combinators.combine(
                        Arbitraries.of(Write.class),
                        Arbitraries.of(Write.class),
                        Arbitraries.of('a', 'b'),
                        Arbitraries.of(true, true, false))
                .as((write, of, nonce, there) ->
                        write.read(Optional.of(of.fence(nonce)).filter(fence -> there)));
        Arbitrary<DrainSignal> fails =
                Arbitraries.of(ReadProblem.class).map(problem -> new DrainSignal.ReadFailed(problem, ""));
        Arbitrary<DrainSignal> reports = Combinators.combine(
                        Arbitraries.of("a", "b"), Arbitraries.integers().between(0, 2))
                .as((who, count) -> new DrainSignal.Busy(new BusyReport(who, count, Duration.ofSeconds(5))));
        Arbitrary<DrainSignal> looks = Arbitraries.of(
                        new SourceReading.Count(0, true),
                        new SourceReading.Count(1, true),
                        new SourceReading.Unreadable("gone"))
                .map(reading -> new DrainSignal.Looked(SOURCE, reading));
        return steps(
                Arbitraries.frequencyOf(
                        Tuple.of(5, reads),
                        Tuple.of(5, fails),
                        Tuple.of(5, reports),
                        Tuple.of(5, looks),
                        Tuple.of(1, Arbitraries.just(new DrainSignal.Stop()))),
                20_000);
    }

    private static Arbitrary<Integer> evenly(int most) {
        return Arbitraries.integers().between(0, most).withDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<Step> steps(Arbitrary<DrainSignal> signals, int mostMillis) {
        return Combinators.combine(evenly(mostMillis), signals, evenly(40_000)).as(Step::new);
    }
}
