package io.ecsdrain.system.histories;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.localaws.wire.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One deployment from superseded to gone, and at the k-th call of the reaper something goes wrong that the SDK's own
 * attempts cannot make good, for every k there is: the runs after it end clean, and nothing forbidden is done on the
 * way. A call that fails without an effect fails alike however it does, and so does one whose effect is not seen: the
 * kinds take turns, and of the reads each story tries its own share. {@code -Ddrain.long=true} tries each with each.
 */
class FaultAtEveryCallTest {

    private static final int RUNS = 25;
    private static final int AT_LEAST_SO_MANY_CALLS = 100;
    private static final int AT_LEAST_SO_MANY_WRITES = 12;

    private static final DeploymentKey OLD = Worlds.key("app", 1, false);
    private static final DeploymentKey NEW = Worlds.key("app", 2, false);

    private static final List<Fault> WITHOUT_EFFECT = List.of(Fault.serverError(), Fault.throttle());
    /** A time-out is an answer that was lost: the call takes effect, the client sees none. */
    private static final List<Fault> AFTER_THE_EFFECT = List.of(new Fault.LoseAnswer(), new Fault.FailAfterEffect());

    /** What happens to the deployment between superseded and gone. */
    enum Story {
        BY_THE_METRIC(false),
        BY_THE_LOG(true),
        /** Once asked it has a session, and once asked again it is rolled back and superseded once more. */
        BY_THE_LOG_AND_BACK(true);

        private final boolean lines;

        Story(boolean lines) {
            this.lines = lines;
        }
    }

    /** @param operations of the reaper's calls, in order */
    private record Life(List<String> operations, List<String> problems) {}

    private record Trial(Story story, int k, Optional<Fault> fault) {}

    @ParameterizedTest
    @EnumSource
    void whateverCallOfTheReaperGoesWrongTheNextRunsEndClean(Story story) {
        Life untroubled = live(new Trial(story, 0, Optional.empty()));
        assertThat(untroubled.problems()).isEmpty();
        assertThat(untroubled.operations().contains("FilterLogEvents")).isEqualTo(story.lines);
        List<Trial> trials = trials(story, untroubled.operations());
        List<String> problems = trials.parallelStream()
                .flatMap(trial -> live(trial).problems().stream().map(problem -> trial + ": " + problem))
                .toList();
        assertThat(problems).isEmpty();
    }

    private static List<Trial> trials(Story story, List<String> operations) {
        assertThat(operations).hasSizeGreaterThan(AT_LEAST_SO_MANY_CALLS);
        List<Trial> trials = new ArrayList<>();
        int writes = 0;
        for (int k = 1; k <= operations.size(); k++) {
            boolean write = !operations.get(k - 1).matches("(Get|Describe|List|Filter).*");
            writes += write ? 1 : 0;
            for (Fault kind : kinds(story, k, write)) {
                trials.add(new Trial(story, k, Optional.of(kind)));
            }
        }
        assertThat(writes).isGreaterThanOrEqualTo(AT_LEAST_SO_MANY_WRITES);
        return trials;
    }

    private static List<Fault> kinds(Story story, int k, boolean write) {
        List<Fault> all = Stream.concat(WITHOUT_EFFECT.stream(), AFTER_THE_EFFECT.stream())
                .toList();
        if (Boolean.getBoolean("drain.long")) {
            return all;
        }
        int stories = Story.values().length;
        return write
                ? List.of(WITHOUT_EFFECT.get(k % 2), AFTER_THE_EFFECT.get(k % 2))
                : k % stories == story.ordinal() ? List.of(all.get(k / stories % all.size())) : List.of();
    }

    private static Life live(Trial trial) {
        Witness witness = new Witness();
        List<String> operations = new ArrayList<>();
        BiConsumer<Actor, CallRecord> seen = (actor, call) -> {
            note(operations, actor, call);
            witness.witness(actor, call);
        };
        try (Stage stage = trial.story().lines ? Stage.speaking(1, seen) : Stage.plain(1, seen)) {
            witness.enter(stage);
            stage.calm(true);
            stage.traffic.quiet = true;
            Tools tools = new Tools(stage, witness);
            deployer(stage, () -> IntStream.of(1, 2).forEach(number -> tools.deploy(number == 1 ? OLD : NEW, 1)));
            int[] calls = new int[1];
            stage.mishap(actor -> {
                calls[0] += actor.accessKey.equals(Cast.REAPER) ? 1 : 0;
                boolean hit = calls[0] >= trial.k() && calls[0] < trial.k() + AwsClients.ATTEMPTS;
                return hit && actor.accessKey.equals(Cast.REAPER) ? trial.fault() : Optional.empty();
            });
            if (trial.story() == Story.BY_THE_LOG_AND_BACK) {
                thereAndBack(stage, tools);
            }
            List<String> problems = new ArrayList<>();
            if (!reapUntil(stage, tools, () -> isGone(stage))) {
                problems.add("not gone after " + RUNS + " runs");
            }
            problems.addAll(witness.violations());
            problems.addAll(new Ending(stage, Set.of()).problems("app", false));
            return new Life(operations, problems);
        }
    }

    private static void note(List<String> operations, Actor actor, CallRecord call) {
        if (actor.accessKey.equals(Cast.REAPER)) {
            operations.add(call.operation());
        }
    }

    private static void deployer(Stage stage, Runnable body) {
        stage.actor("deployer", Cast.DEPLOYER, stage.aws.now(), body);
        stage.turns.play();
    }

    private static void thereAndBack(Stage stage, Tools tools) {
        reapUntil(stage, tools, () -> isAsked(stage));
        Instant now = stage.aws.now();
        Traffic.Session session = new Traffic.Session(now, now.plusSeconds(70), true);
        stage.aws.ecs().tasks().stream()
                .filter(task -> OLD.serviceName().equals(task.serviceName()))
                .flatMap(task -> stage.traffic.sidecar(task.id()).stream())
                .forEach(sidecar -> sidecar.sessions.add(session));
        reapUntil(stage, tools, () -> !isAsked(stage));
        reapUntil(stage, tools, () -> isAsked(stage));
        deployer(stage, () -> tools.rollback(OLD));
        reapUntil(stage, tools, () -> !isAsked(stage));
        deployer(stage, () -> tools.rollback(NEW));
    }

    private static boolean isAsked(Stage stage) {
        return stage.traffic.parameters().current().containsKey(OLD.fenceParameter());
    }

    private static boolean isGone(Stage stage) {
        return stage.aws.ecs().services().stream()
                .noneMatch(service -> service.name().equals(OLD.serviceName())
                        && service.status().equals("ACTIVE"));
    }

    private static boolean reapUntil(Stage stage, Tools tools, BooleanSupplier done) {
        for (int run = 0; run < RUNS; run++) {
            stage.traffic.pass(Duration.ofSeconds(60));
            stage.actor("reaper", Cast.REAPER, stage.aws.now(), tools::reap);
            stage.turns.play();
            if (done.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }
}
