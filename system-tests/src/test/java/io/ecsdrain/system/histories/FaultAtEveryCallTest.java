package io.ecsdrain.system.histories;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.localaws.wire.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * One deployment from superseded to gone, and at the k-th call of the reaper something goes wrong that the SDK's own
 * attempts cannot make good, for every k there is: the runs after it end clean, and nothing forbidden is done on the
 * way. A read that fails fails alike however it does, so with reads the kinds take turns; {@code -Ddrain.long=true}
 * tries each with each.
 */
class FaultAtEveryCallTest {

    private static final int RUNS = 25;
    private static final int AT_LEAST_SO_MANY_CALLS = 100;
    private static final int AT_LEAST_SO_MANY_WRITES = 12;

    private static final DeploymentKey OLD = Worlds.key("app", 1, false);
    private static final DeploymentKey NEW = Worlds.key("app", 2, false);

    /** A time-out is an answer that was lost: the call takes effect, the client sees none. */
    private static final List<Fault> KINDS =
            List.of(Fault.serverError(), Fault.throttle(), new Fault.LoseAnswer(), new Fault.FailAfterEffect());

    /** @param operations of the reaper's calls, in order */
    private record Life(List<String> operations, List<String> problems) {}

    private record Trial(int k, Fault fault) {}

    @Test
    void whateverCallOfTheReaperGoesWrongTheNextRunsEndClean() {
        Life untroubled = live(new Trial(0, KINDS.get(0)));
        assertThat(untroubled.problems()).isEmpty();
        List<Trial> trials = trials(untroubled.operations());
        assertThat(trials).hasSizeGreaterThan(AT_LEAST_SO_MANY_CALLS);
        List<String> problems = trials.parallelStream()
                .flatMap(trial -> live(trial).problems().stream().map(problem -> trial + ": " + problem))
                .toList();
        assertThat(problems).isEmpty();
    }

    private static List<Trial> trials(List<String> operations) {
        List<Trial> trials = new ArrayList<>();
        int writes = 0;
        for (int k = 1; k <= operations.size(); k++) {
            boolean write = !operations.get(k - 1).matches("(Get|Describe|List).*");
            writes += write ? 1 : 0;
            List<Fault> kinds =
                    write || Boolean.getBoolean("drain.long") ? KINDS : List.of(KINDS.get(k % KINDS.size()));
            for (Fault kind : kinds) {
                trials.add(new Trial(k, kind));
            }
        }
        assertThat(writes).isGreaterThanOrEqualTo(AT_LEAST_SO_MANY_WRITES);
        return trials;
    }

    private static Life live(Trial trial) {
        Witness witness = new Witness();
        List<String> operations = new ArrayList<>();
        try (Stage stage = Stage.plain(1, (actor, call) -> {
            note(operations, actor, call);
            witness.witness(actor, call);
        })) {
            witness.enter(stage);
            stage.calm(true);
            stage.traffic.quiet = true;
            Tools tools = new Tools(stage, witness);
            stage.actor("deployer", Cast.DEPLOYER, stage.aws.now(), () -> IntStream.of(1, 2)
                    .forEach(number -> tools.deploy(number == 1 ? OLD : NEW, 1)));
            stage.turns.play();
            int[] calls = new int[1];
            stage.mishap(actor -> {
                calls[0]++;
                boolean hit = calls[0] >= trial.k() && calls[0] < trial.k() + AwsClients.ATTEMPTS && trial.k() > 0;
                return hit ? Optional.of(trial.fault()) : Optional.empty();
            });
            List<String> problems = new ArrayList<>();
            if (!reapUntilGone(stage, tools)) {
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

    private static boolean reapUntilGone(Stage stage, Tools tools) {
        for (int run = 0; run < RUNS; run++) {
            stage.traffic.pass(Duration.ofSeconds(60));
            stage.actor("reaper", Cast.REAPER, stage.aws.now(), tools::reap);
            stage.turns.play();
            if (stage.aws.ecs().services().stream()
                    .noneMatch(service -> service.name().equals(OLD.serviceName())
                            && service.status().equals("ACTIVE"))) {
                return true;
            }
        }
        return false;
    }
}
