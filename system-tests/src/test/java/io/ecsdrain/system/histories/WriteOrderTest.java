package io.ecsdrain.system.histories;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the histories watch over at each write, on a stage where nothing is drawn. */
class WriteOrderTest {

    private static final DeploymentKey OLD = Worlds.key("app", 1, false);
    private static final DeploymentKey NEW = Worlds.key("app", 2, false);

    @Test
    void deployAndRollbackWriteTheRegisterBeforeAnyEffect() {
        assertThat(violations((stage, tools) -> {
                    tools.deploy(OLD, 1);
                    tools.deploy(NEW, 1);
                    tools.rollback(OLD);
                }))
                .isEmpty();
    }

    @Test
    void anEffectBeforeTheRegisterIsCondemned() {
        assertThat(violations((stage, tools) -> {
                    Actor actor = Actor.current().orElseThrow();
                    actor.errand = Optional.of(new Actor.Errand("deploy", OLD, stage.aws.now()));
                    new Team(stage).putState(OLD.name(), OLD.id(), "active");
                }))
                .singleElement()
                .asString()
                .contains("PutParameter of deployer comes too early: the register does not name");
    }

    private interface Play {
        void on(Stage stage, Tools tools);
    }

    private static List<String> violations(Play play) {
        Witness witness = new Witness();
        try (Stage stage = Stage.plain(1, witness::witness)) {
            witness.enter(stage);
            stage.calm(true);
            stage.traffic.quiet = true;
            stage.actor("deployer", Cast.DEPLOYER, stage.aws.now(), () -> play.on(stage, new Tools(stage, witness)));
            stage.turns.play();
            return List.copyOf(witness.violations());
        }
    }
}
