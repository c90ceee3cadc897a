package io.ecsdrain.system.histories;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * AWS refuses the k-th call that a verb makes once it has written the register, for every k there is: one deployment is
 * live afterwards, without any run of the reaper, and a verb that failed has left the one live that was.
 */
class RefusedAtEveryCallTest {

    private static final DeploymentKey OLD = Worlds.key("app", 1, false);
    private static final DeploymentKey NEW = Worlds.key("app", 2, false);
    private static final DeploymentKey NEXT = Worlds.key("app", 3, false);
    private static final int AT_LEAST = 10;

    private static final Fault REFUSED =
            new Fault.Refuse(AwsError.badRequest("AccessDeniedException", "you are not authorized"));

    enum Verb {
        DEPLOY(NEXT),
        ROLLBACK(OLD),
        ACTIVATE(NEXT);

        private final DeploymentKey key;

        Verb(DeploymentKey key) {
            this.key = key;
        }

        int run(Tools tools) {
            return switch (this) {
                case DEPLOY -> tools.deploy(key, 1);
                case ROLLBACK -> tools.rollback(key);
                case ACTIVATE -> tools.activate(key);
            };
        }
    }

    /** @param calls that the verb made after the register */
    private record Life(int exit, int calls, List<String> problems) {}

    @ParameterizedTest
    @EnumSource
    void whateverCallIsRefusedOneDeploymentIsLiveAfterwards(Verb verb) {
        Life untroubled = live(verb, 0);
        assertThat(untroubled.problems()).isEmpty();
        assertThat(untroubled.exit()).isZero();
        assertThat(untroubled.calls()).isGreaterThan(AT_LEAST);
        List<String> problems = IntStream.rangeClosed(1, untroubled.calls())
                .parallel()
                .boxed()
                .flatMap(k -> live(verb, k).problems().stream().map(problem -> "call " + k + ": " + problem))
                .toList();
        assertThat(problems).isEmpty();
    }

    private static Life live(Verb verb, int refused) {
        Witness witness = new Witness();
        try (Stage stage = Stage.plain(1, witness::witness)) {
            witness.enter(stage);
            stage.calm(true);
            stage.traffic.quiet = true;
            Tools tools = new Tools(stage, witness);
            play(stage, () -> {
                tools.deploy(OLD, 1);
                tools.deploy(NEW, 1);
                if (verb == Verb.ACTIVATE) {
                    tools.deploy(NEXT, 1);
                    tools.rollback(NEW);
                }
            });
            int[] calls = new int[1];
            stage.mishap(actor -> {
                boolean begun = verb.key
                        .id()
                        .equals(stage.traffic
                                .parameters()
                                .current()
                                .get("/apps/app/live")
                                .value());
                calls[0] += begun || calls[0] > 0 ? 1 : 0;
                return calls[0] == refused && refused > 0 ? Optional.of(REFUSED) : Optional.empty();
            });
            int[] exit = new int[1];
            play(stage, () -> exit[0] = verb.run(tools));
            stage.mishap(actor -> Optional.empty());
            List<String> problems = new ArrayList<>(witness.violations());
            problems.addAll(new Ending(stage, Set.of()).agreement("app"));
            Optional<DeploymentKey> serving = new Ending(stage, Set.of()).behindDefault("app");
            // Where the parameters say so it is done, whatever the last look at it met.
            if (exit[0] == 0 && !serving.equals(Optional.of(verb.key))) {
                problems.add("it ended with 0 and " + serving + " serves");
            }
            if (!problems.isEmpty()) {
                problems.add(String.join("\n", witness.story()));
            }
            return new Life(exit[0], calls[0], problems);
        }
    }

    private static void play(Stage stage, Runnable what) {
        stage.actor("deployer", Cast.DEPLOYER, stage.aws.now(), what);
        stage.turns.play();
    }
}
