package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.TestCloud.Ran;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the verbs make of a deployment whose clients ECS's own blue/green moves; over the wire. */
class ManagedElsewhereVerbsTest {

    private static final String WHY = "moved by ECS itself (deployment strategy BLUE_GREEN)";

    private final TestCloud cloud = new TestCloud();
    private String alternate;

    @BeforeEach
    void anOlderOneIsBlueGreen() {
        cloud.deploy("app", "v1");
        cloud.deploy("app", "v2");
        alternate = cloud.fixture.targetGroup("alternate", Map.of());
        cloud.defaultTo(alternate);
        cloud.fixture.blueGreen("svc-app-v1", cloud.group("svc-app-v1"), alternate, cloud.listener + "/default");
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private void assertRefused(Ran ran, long seq) {
        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains(WHY);
        assertThat(cloud.writesSince(seq)).isEmpty();
    }

    @Test
    void rollbackToItIsRefused() {
        long seq = cloud.lastCall();
        assertRefused(cloud.run("rollback", "--deployment-name", "app", "--to", "v1"), seq);
    }

    @Test
    void aDefaultActionThatLeadsToItsAlternateGroupIsNotTakenFromIt() {
        long seq = cloud.lastCall();
        assertRefused(cloud.run("rollback", "--deployment-name", "app", "--to", "v2"), seq);
        seq = cloud.lastCall();
        assertRefused(cloud.deploy("app", "v3"), seq);
    }

    @Test
    void statusVerifyExplainAndActivateSaySo() {
        assertThat(cloud.run("status").err()).contains(WHY);
        assertThat(cloud.run("verify").err()).contains(WHY);
        assertThat(cloud.run("explain", "v1").out()).contains("managed-elsewhere", WHY);
        assertThat(cloud.run("activate", "--deployment-name", "app", "--deployment-id", "v1")
                        .err())
                .contains("superseded");
        cloud.fixture.parameter("/apps/app/v1/state", "active");
        assertThat(cloud.activate("app", "v2").out()).contains("svc-app-v1's tasks and clients are " + WHY);
    }
}
