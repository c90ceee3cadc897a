package io.ecsdrain.deployer.plan.promote;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.deployer.plan.activate.Names;
import io.ecsdrain.deployer.plan.activate.Write.PutRegister;
import io.ecsdrain.deployer.plan.activate.Write.PutState;
import io.ecsdrain.deployer.plan.activate.Write.TagService;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** v1 is live, v2 a canary beside it. */
class PromotePlanTest {

    private final Names names = new Names("app");

    @BeforeEach
    void aCanaryBesideTheLiveOne() {
        names.tagged("v1", 0, "active").state("v1", "active", 5).register("v1", 6);
        names.tagged("v2", 20, "deploying").tag("v2", "canary", "10:600/50:600 2 2026-01-01T01:00:00Z v1");
    }

    private PromotePlan plan() {
        return PromotePlan.of(names.view(60), names.key("v2"), Duration.ofHours(1));
    }

    private void assertRefused(String why) {
        assertThat(plan().refusal()).hasValueSatisfying(said -> assertThat(said).contains(why));
    }

    @Test
    void theRegisterIsWrittenFirstThenItsStateAndItsTagsThatEndTheCanary() {
        assertThat(plan().refusal()).isEmpty();
        assertThat(plan().activation().register()).contains(new PutRegister(names.key("v2")));
        assertThat(plan().activation().claims())
                .containsExactly(
                        new PutState(names.key("v2"), DeploymentState.ACTIVE),
                        new TagService(
                                "svc-app-v2", names.arn(names.key("v2")), Map.of("state", "active", "canary", "over")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"over", "10:600 1 2026-01-01T00:00:00Z v1", "10:600 1 2026-01-02T00:00:00Z v0"})
    void oneThatIsOverIsRefused(String mark) {
        names.tag("v2", "canary", mark);
        assertThat(PromotePlan.of(names.view(3600), names.key("v2"), Duration.ofHours(1))
                        .refusal())
                .contains("the canary v2 is over: deploy under a new id");
    }

    @Test
    void oneThatDrainsIsRefused() {
        names.state("v2", "draining", 30);
        assertRefused("v2 is no canary");
    }

    @Test
    void oneThatWasNeverACanaryIsRefusedAndToldTheOtherVerbs() {
        names.tagged("v2", 20, "deploying");
        assertRefused(
                "./drain activate --deployment-id v2 makes a new deployment live, ./drain rollback --to v2 an old one");
    }
}
