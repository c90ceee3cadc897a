package io.ecsdrain.deployer;

import static io.ecsdrain.deployer.DrainedCloud.V1;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.DrainedCloud.Stage;
import io.ecsdrain.deployer.TestCloud.Ran;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The previous deployment at zero tasks, for as long as it is that. */
class KeptAtZeroTest {

    private static final Map<String, String> KEEPING = Map.of("KEEP_PREVIOUS", "1", "KEEP_PREVIOUS_SCALED", "false");

    private final DrainedCloud drained = new DrainedCloud(Stage.STILL_SCALED);
    private final TestCloud cloud = drained.cloud;

    @AfterEach
    void close() {
        drained.close();
    }

    private void stays(Map<String, String> variables) {
        for (int minute = 0; minute < 5; minute++) {
            drained.minute();
            assertThat(cloud.reap(variables).exit()).isZero();
        }
        assertThat(cloud.describe(V1.serviceName()).status()).isEqualTo("ACTIVE");
        assertThat(cloud.describe(V1.serviceName()).desiredCount()).isZero();
        assertThat(cloud.state("app", "v1")).contains("draining");
        assertThat(drained.rules(V1)).isNotEmpty();
    }

    @Test
    void itStaysAtZeroAndARollbackBringsAllOfItBack() {
        drained.drainToZero(V1, KEEPING);
        assertThat(cloud.tags(V1.serviceName())).containsEntry(Tags.KEPT, "true");
        stays(KEEPING);
        stays(Map.of());
        assertThat(cloud.run(KEEPING, "explain", "v1").out())
                .contains("keep-previous: kept at zero tasks for a rollback");

        Ran back = drained.rollback("v1");

        assertThat(back.exit()).as(back.err()).isZero();
        drained.assertLive(V1);
        assertThat(cloud.reap(KEEPING).exit()).isZero();
        assertThat(cloud.tags(V1.serviceName())).doesNotContainKeys(Tags.KEPT, Tags.DESIRED_COUNT);
        drained.assertLive(V1);
    }

    @Test
    void itIsDeletedOnceTheNextOneIsThePreviousOne() {
        drained.drainToZero(V1, KEEPING);
        stays(KEEPING);

        Ran third = cloud.deploy("app", "v3", "--affinity", "cookie:deployment");
        assertThat(third.exit()).as(third.err()).isZero();
        for (int run = 0; run < 3; run++) {
            drained.minute();
            assertThat(cloud.reap(KEEPING).exit()).isZero();
        }

        assertThat(cloud.state("app", "v1")).isEmpty();
        assertThat(cloud.state("app", "v2")).contains("draining");
    }
}
