package io.ecsdrain.deployer;

import static io.ecsdrain.deployer.DrainedCloud.V1;
import static io.ecsdrain.deployer.DrainedCloud.V2;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.DrainedCloud.Stage;
import io.ecsdrain.deployer.TestCloud.Ran;
import org.junit.jupiter.api.Test;

class PinOverTheWireTest {

    private static Ran run(DrainedCloud drained, String verb, String... more) {
        String[] arguments = new String[3 + more.length];
        System.arraycopy(new String[] {verb, "--deployment-name", "app"}, 0, arguments, 0, 3);
        System.arraycopy(more, 0, arguments, 3, more.length);
        return drained.cloud.run(arguments);
    }

    private static int desired(DrainedCloud drained) {
        return drained.cloud.describe(V1.serviceName()).desiredCount();
    }

    @Test
    void aPinnedDeploymentIsKeptUntilItIsUnpinnedAndThenRetiredLikeAnyOther() {
        try (DrainedCloud drained = new DrainedCloud(Stage.STILL_SCALED)) {
            Ran pinned = run(drained, "pin", "v1");
            assertThat(pinned.exit()).as(pinned.err()).isZero();
            assertThat(pinned.out()).contains("app v1 is pinned until it is unpinned");

            for (int minute = 0; minute < 10; minute++) {
                drained.minute();
                drained.reap();
            }
            assertThat(desired(drained)).isEqualTo(2);
            assertThat(drained.cloud.run("explain", "v1").out())
                    .contains("it is pinned until it is unpinned", "drain unpin");

            assertThat(run(drained, "unpin", "v1").out()).contains("app v1 is not pinned any more");
            drained.drain(V1, Stage.AT_ZERO);
            assertThat(desired(drained)).isZero();
        }
    }

    @Test
    void aPinEndsByItself() {
        try (DrainedCloud drained = new DrainedCloud(Stage.STILL_SCALED)) {
            Ran pinned = run(drained, "pin", "v1", "--for", "5m");
            assertThat(pinned.exit()).as(pinned.err()).isZero();

            for (int minute = 0; minute < 4; minute++) {
                drained.minute();
                drained.reap();
            }
            assertThat(desired(drained)).isEqualTo(2);
            drained.drain(V1, Stage.AT_ZERO);
            assertThat(desired(drained)).isZero();
        }
    }

    @Test
    void whatIsAtZeroIsKeptFromDeletionAndHowToBringItBackIsSaid() {
        try (DrainedCloud drained = new DrainedCloud(Stage.AT_ZERO)) {
            Ran pinned = run(drained, "pin", "v1");
            assertThat(pinned.out()).contains("it is scaled to zero", "./drain rollback --deployment-name app --to v1");

            for (int minute = 0; minute < 3; minute++) {
                drained.minute();
                drained.reap();
            }
            assertThat(drained.cloud.describe(V1.serviceName()).status()).isEqualTo("ACTIVE");
            assertThat(drained.rollback("v1").exit()).isZero();
        }
    }

    @Test
    void anUnknownOneIsNamedWithThoseThatThereAreAndALiveOneMayBePinned() {
        try (DrainedCloud drained = new DrainedCloud(Stage.STILL_SCALED)) {
            Ran unknown = run(drained, "pin", "v9");
            assertThat(unknown.exit()).isEqualTo(2);
            assertThat(unknown.err()).contains("there is no deployment 'v9' of app", "v1 (draining)");

            Ran live = run(drained, "pin", "v2");
            assertThat(live.exit()).isZero();
            assertThat(live.out()).contains("it is live, and a live deployment is never retired");
            assertThat(drained.cloud.tags(V2.serviceName())).containsEntry(Tags.PINNED_UNTIL, Tags.FOREVER);
            assertThat(run(drained, "unpin", "v1").out()).contains("app v1 is not pinned");
        }
    }
}
