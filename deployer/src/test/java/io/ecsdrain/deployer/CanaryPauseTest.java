package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.TestCloud.Ran;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** v1 is live; v2 is deployed in one step of a minute, and pauses after it until it is promoted. */
class CanaryPauseTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey NEW = new DeploymentKey("app", "v2");
    private static final String[] PAUSE = {
        "--affinity", "cookie:v", "--steps", "10%:1m", "--min-requests", "0", "--pause", "1h"
    };

    private final TestCloud cloud = new TestCloud();

    @BeforeEach
    void live() {
        assertThat(cloud.deploy("app", "v1", "--affinity", "cookie:v").exit()).isZero();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private Ran promote() {
        return cloud.run("promote", "--deployment-name", "app", "v2", "--yes");
    }

    private String group(DeploymentKey key) {
        return cloud.group(key.serviceName());
    }

    private void assertOnlyTheNewOneServes() {
        assertThat(cloud.shares()).isEqualTo(Map.of(group(NEW), 1));
        assertThat(cloud.value(ParameterPaths.live("app"))).contains("v2");
        assertThat(cloud.state(NEW)).contains("active");
        assertThat(cloud.state(OLD)).contains("draining");
        assertThat(cloud.tags(NEW)).containsEntry(Tags.CANARY, "over");
    }

    /** A deploy, and what happens in it at its k-th look at the targets, long before and after its step is over. */
    private Ran deploy(int look, Runnable meanwhile) {
        Interrupted before = Interrupted.before("describeTargetHealth", look, meanwhile);
        Ran ran = cloud.run(before, TestCloud.DEPLOYER, cloud.deployment("app", "v2", PAUSE));
        assertThat(before.happened()).isTrue();
        return ran;
    }

    @Test
    void promotedInItsPauseItIsLiveAndItsDeployEndsWell() {
        Ran ran = deploy(60, () -> {
            assertThat(cloud.shares()).isEqualTo(Map.of(group(OLD), 90, group(NEW), 10));
            Ran promoted = promote();
            assertThat(promoted.exit()).as(promoted.err()).isZero();
            assertThat(promoted.out()).contains("app v2 is active");
            assertOnlyTheNewOneServes();
        });
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("and then until ./drain promote v2", "not promoted yet");
        assertOnlyTheNewOneServes();
    }

    @Test
    void theStepsThatAreLeftAreSkipped() {
        // Between the first shares and the first look at them.
        Interrupted before = new Interrupted(4, "describeTargetHealth", () -> {
            Ran promoted = promote();
            assertThat(promoted.exit()).as(promoted.err()).isZero();
        });
        Ran ran = cloud.run(before, TestCloud.DEPLOYER, cloud.deployment("app", "v2", PAUSE));
        assertThat(before.happened()).isTrue();
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.err()).doesNotContain("not promoted yet");
        assertOnlyTheNewOneServes();
    }

    @Test
    void notPromotedInTimeItDrains() {
        Ran ran = cloud.deploy("app", "v2", PAUSE);
        assertThat(ran.exit()).as(ran.err()).isEqualTo(5);
        assertThat(ran.err()).contains("its time is over in step 1 of 1: not promoted yet");
        assertThat(cloud.shares()).isEqualTo(Map.of(group(OLD), 1));
        assertThat(cloud.state(NEW)).contains("draining");
        Ran late = promote();
        assertThat(late.exit()).isEqualTo(3);
        assertThat(late.err()).contains("v2 is no canary");
    }

    /** What ends without a last word, as a machine does. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1;
    }

    private void dies() {
        assertThatThrownBy(() -> deploy(60, () -> {
                    throw new Died();
                }))
                .isInstanceOf(Died.class);
    }

    @Test
    void ifItsDeployerIsDeadPromoteDoesAllByItself() {
        dies();
        Ran promoted = promote();
        assertThat(promoted.exit()).as(promoted.err()).isZero();
        assertOnlyTheNewOneServes();
        assertThat(promote().out()).contains("app v2 is live already");
    }

    @Test
    void withTooFewHealthyTargetsItIsNotPromoted() {
        dies();
        cloud.aws.elb().inertSlowStart(Duration.ofDays(1));
        cloud.aws.ecs().tasks().stream()
                .filter(task -> NEW.serviceName().equals(task.serviceName()))
                .forEach(task -> cloud.aws.ecs().crashInert(task.id()));
        cloud.aws.advance(Duration.ofMinutes(1));
        Ran refused = promote();
        assertThat(refused.exit()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err()).contains("too few of its targets are healthy: 0 of 2 targets healthy");
        assertThat(cloud.value(ParameterPaths.live("app"))).contains("v1");
    }

    /** An unknown id is most likely a mistyped one. */
    @Test
    void anUnknownIdIsNotFound() {
        Ran ran = cloud.run("promote", "--deployment-name", "app", "v9", "--yes");
        assertThat(ran.exit()).isEqualTo(2);
    }
}
