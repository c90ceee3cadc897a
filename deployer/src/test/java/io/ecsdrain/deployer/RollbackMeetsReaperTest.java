package io.ecsdrain.deployer;

import static io.ecsdrain.deployer.DrainedCloud.V1;
import static io.ecsdrain.deployer.DrainedCloud.V2;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.DrainedCloud.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole rollback between two calls of a reaper that has judged already, for every two. */
class RollbackMeetsReaperTest {

    /** More than any run of the reaper changes here; reaching it means that the loop does not end. */
    private static final int FAR = 40;

    @ParameterizedTest
    @EnumSource(names = {"PARKED", "AT_ZERO"})
    void oneOfBothServesWhicheverIsFirst(Stage stage) {
        boolean happened = true;
        List<Integer> ended = new ArrayList<>();
        for (int place = 0; happened; place++) {
            assertThat(place).isLessThan(FAR);
            try (DrainedCloud drained = new DrainedCloud(stage)) {
                drained.untilAboutToActOn(V1);
                List<Integer> exits = new ArrayList<>();
                Interrupted interrupted = new Interrupted(
                        place,
                        () -> exits.add(
                                drained.rollback("v1", "--timeout", "3m").exit()));
                drained.cloud.run(interrupted, "AKREAPER", "reap", "--yes");
                happened = interrupted.happened();
                for (int minute = 0; minute < 3; minute++) {
                    drained.minute();
                    drained.reap();
                }
                drained.assertLive(exits.equals(List.of(0)) ? V1 : V2);
                ended.addAll(exits);
            }
        }
        assertThat(ended).as("exits, by the place of the rollback").contains(0).hasSizeGreaterThan(3);
    }
}
