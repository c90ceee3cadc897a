package io.ecsdrain.deployer.plan.retire;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.plan.activate.ActivatePlan.Drain;
import io.ecsdrain.deployer.plan.activate.Names;
import io.ecsdrain.deployer.plan.activate.Write.PutState;
import io.ecsdrain.deployer.plan.activate.Write.TagService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetirePlanTest {

    private final Names names = new Names("app");

    @BeforeEach
    void v9IsLive() {
        names.tagged("v9", 40, "active").state("v9", "active", 40).register("v9", 45);
    }

    private RetirePlan plan() {
        return RetirePlan.of(names.view(60), names.key("v1"));
    }

    @Test
    void oneThatWasNeverMadeLiveIsMadeDraining() {
        names.tagged("v1", 0, "deploying");

        assertThat(plan().refusal()).isEmpty();
        assertThat(plan().drains())
                .containsExactly(new Drain(
                        names.key("v1"),
                        List.of(
                                new PutState(names.key("v1"), DeploymentState.DRAINING),
                                new TagService(
                                        "svc-app-v1", names.arn(names.key("v1")), Map.of("state", "draining")))));
    }

    @Test
    void oneThatDrainsAlreadyNeedsNoWrite() {
        names.tagged("v1", 0, "draining").state("v1", "draining", 30);

        assertThat(plan()).isEqualTo(new RetirePlan(Optional.empty(), List.of()));
    }

    @Test
    void theLiveOneIsRefused() {
        names.tagged("v1", 0, "active").state("v1", "active", 50).register("v1", 55);

        refused("v1 is live");
    }

    @Test
    void oneWithoutAServiceIsRefused() {
        names.state("v1", "draining", 30);

        refused("v1 has no service in this cluster");
    }

    @Test
    void oneThatIsBeingDeletedIsRefused() {
        names.tagged("v1", 0, "retired").state("v1", "draining", 30);

        refused("v1 is retired already");
    }

    @Test
    void onePinnedIsRefusedUntilThePinHasEnded() {
        names.tagged("v1", 0, "deploying").tag("v1", Tags.PINNED_UNTIL, "2026-01-01T00:01:01Z");
        refused("it is pinned until 2026-01-01T00:01:01Z: ./drain unpin v1 first");

        names.tag("v1", Tags.PINNED_UNTIL, "2026-01-01T00:01:00Z");
        assertThat(plan().refusal()).isEmpty();
    }

    private void refused(String because) {
        assertThat(plan().refusal()).get().asString().contains(because);
        assertThat(plan().drains()).isEmpty();
    }
}
