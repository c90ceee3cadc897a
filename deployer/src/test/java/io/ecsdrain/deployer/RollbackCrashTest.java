package io.ecsdrain.deployer;

import static io.ecsdrain.deployer.DrainedCloud.V1;
import static io.ecsdrain.deployer.DrainedCloud.V2;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.DrainedCloud.Stage;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rollback that dies after its k-th mutating call, for every k, and what comes after it. */
class RollbackCrashTest {

    /** More than any rollback makes; reaching it means that the loop does not end. */
    private static final int FAR = 40;

    @ParameterizedTest
    @EnumSource(Stage.class)
    void aFreshRollbackEndsIt(Stage stage) {
        try (DrainedCloud drained = new DrainedCloud(stage)) {
            DeploymentKey to = V1;
            for (int survived = 0; dies(drained, to, survived); survived++) {
                assertThat(drained.rollback(to.id()).exit())
                        .as("after %d calls", survived)
                        .isZero();
                drained.assertLive(to);
                // The other one is drained as far, and is the next to come back.
                to = to.equals(V1) ? V2 : V1;
                drained.drain(to, stage);
            }
            drained.assertLive(to);
        }
    }

    /** From zero, where a rollback has the most to do. */
    @Test
    void theReaperEndsIt() {
        boolean died = true;
        for (int survived = 0; died; survived++) {
            try (DrainedCloud drained = new DrainedCloud(Stage.AT_ZERO)) {
                died = dies(drained, V1, survived);
                // Before the register was written nothing was promised.
                boolean promised = drained.cloud.value("/apps/app/live").equals(Optional.of(V1.id()));
                for (int minute = 0; minute < 3; minute++) {
                    drained.reap();
                    drained.minute();
                }
                drained.assertLive(promised ? V1 : V2);
            }
        }
    }

    /** Whether the rollback needed more calls than it was granted. */
    private static boolean dies(DrainedCloud drained, DeploymentKey to, int survived) {
        assertThat(survived).isLessThan(FAR);
        drained.cloud.aws.faults().crash(TestCloud.DEPLOYER, survived);
        int exit = drained.rollback(to.id(), "--timeout", "2m").exit();
        drained.cloud.aws.faults().clear();
        // What a dead caller cannot read it takes for not healthy yet.
        assertThat(exit).isIn(0, 1, 5);
        return exit != 0;
    }
}
