package io.ecsdrain.deployer.plan.activate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.deployer.plan.activate.Write.PutRegister;
import io.ecsdrain.deployer.plan.activate.Write.PutState;
import io.ecsdrain.deployer.plan.activate.Write.TagService;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** v2 was registered as live and cannot become it; v1 was live before. */
class RetreatPlanTest {

    private final Names names = new Names("app");
    private final DeploymentKey v1 = names.key("v1");
    private final DeploymentKey v2 = names.key("v2");

    @Test
    void theFallbackIsRegisteredAndMadeActiveAgain() {
        names.tagged("v1", 0, "draining").state("v1", "draining", 30);
        names.tagged("v2", 10, "active").state("v2", "active", 20).register("v2", 40);

        assertThat(RetreatPlan.register(names.view(50), v2, v1))
                .containsExactly(new PutRegister(v1), new PutState(v1, DeploymentState.ACTIVE));
    }

    @Test
    void aFallbackThatIsStillActiveKeepsItsState() {
        names.tagged("v1", 0, "active").state("v1", "active", 0);
        names.tagged("v2", 10, "active").register("v2", 40);

        assertThat(RetreatPlan.register(names.view(50), v2, v1)).containsExactly(new PutRegister(v1));
    }

    @Test
    void whereANewerWriteNamesAnotherTheRegisterStays() {
        names.tagged("v1", 0, "draining").state("v1", "draining", 30);
        names.tagged("v2", 10, "active").state("v2", "active", 20);
        names.tagged("v3", 20, "active").register("v3", 45);

        assertThat(RetreatPlan.register(names.view(50), v2, v1)).isEmpty();
    }

    @Test
    void whatIsActiveDrainsInItsParameterFirst() {
        names.tagged("v2", 10, "active").state("v2", "active", 20);

        assertThat(RetreatPlan.drain(names.view(50), v2))
                .containsExactly(
                        new PutState(v2, DeploymentState.DRAINING),
                        new TagService("svc-app-v2", names.arn(v2), Map.of("state", "draining")));
    }

    @Test
    void aServiceThatIsNotTaggedActiveKeepsItsTag() {
        names.tagged("v2", 10, "deploying").state("v2", "active", 20);

        assertThat(RetreatPlan.drain(names.view(50), v2)).containsExactly(new PutState(v2, DeploymentState.DRAINING));
    }

    @Test
    void whatNeverBecameActiveIsLeftAsItIs() {
        names.tagged("v2", 10, "active");
        names.tagged("v4", 10, "draining").state("v4", "draining", 20);

        assertThat(RetreatPlan.drain(names.view(50), v2)).isEmpty();
        assertThat(RetreatPlan.drain(names.view(50), names.key("v4"))).isEmpty();
    }
}
