package io.ecsdrain.deployer;

import static io.ecsdrain.deployer.DrainedCloud.V1;
import static io.ecsdrain.deployer.DrainedCloud.V2;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.DrainedCloud.Stage;
import io.ecsdrain.deployer.TestCloud.Ran;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RollbackOverTheWireTest {

    @ParameterizedTest
    @EnumSource(Stage.class)
    void anOlderOneIsLiveAgainWithAllThatDrainingTookFromIt(Stage stage) {
        try (DrainedCloud drained = new DrainedCloud(stage)) {
            Ran ran = drained.rollback("v1");

            assertThat(ran.exit()).as(ran.err()).isZero();
            isLive(drained);
            assertThat(ran.out()).contains("app v1 is active");
            assertThat(ran.err()).contains("account 123456789012, region eu-west-1");
            assertThat(drained.cloud.tags(V1.serviceName())).doesNotContainKey(Tags.DRAIN_STARTED_AT);

            drained.reap();
            drained.minute();
            drained.reap();
            isLive(drained);
            assertThat(drained.cloud.tags(V1.serviceName()))
                    .containsEntry("state", "active")
                    .doesNotContainKeys(Tags.DESIRED_COUNT, Tags.SCALING_WAS, Tags.DRAIN_STARTED_AT);
        }
    }

    private static void isLive(DrainedCloud drained) {
        TestCloud cloud = drained.cloud;
        drained.assertLive(V1);
        assertThat(cloud.state("app", "v2")).contains("draining");
        assertThat(cloud.tags(V1.serviceName())).containsEntry("state", "active");
        assertThat(cloud.tags(V2.serviceName())).containsEntry("state", "draining");
        assertThat(drained.delay(V1)).isEqualTo("300");
        assertThat(drained.scaling(V1).suspendedState().dynamicScalingInSuspended())
                .isFalse();
        assertThat(drained.scaling(V1).suspendedState().dynamicScalingOutSuspended())
                .isFalse();
    }
}
