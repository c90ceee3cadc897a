package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OtherClusterTest {

    private final Draft ready = Draft.of("v1");

    private Decision decide(Map<String, Set<String>> elsewhere) {
        return Planner.plan(seen(elsewhere, ready), ReaperPolicy.DEFAULT)
                .decisions()
                .get(0);
    }

    private static ClusterSnapshot seen(Map<String, Set<String>> elsewhere, Draft... drafts) {
        ClusterSnapshot here = Draft.snapshot(drafts);
        return new ClusterSnapshot(
                here.takenAt(),
                here.cluster(),
                here.deployments(),
                here.otherServices(),
                here.routing(),
                here.registers(),
                elsewhere,
                here.remarks());
    }

    @Test
    void ofANameThatAnotherClusterUsesTooNothingIsTouchedAndTheOthersAreNamed() {
        Decision decision = decide(Map.of(ready.key.name(), new TreeSet<>(Set.of("blue", "green"))));

        assertThat(decision.reason()).isEqualTo(Reason.OTHER_CLUSTER);
        assertThat(decision.detail())
                .isEqualTo(
                        "things of app are tagged for the cluster blue, green too, and a name belongs to one cluster:"
                                + " nothing of it is touched");
        assertThat(decision.actions()).isEqualTo(List.of());
    }

    @Test
    void anotherNameOfThatClusterChangesNothing() {
        assertThat(decide(Map.of("shop", Set.of("blue"))).reason()).isEqualTo(Reason.READY);
    }

    @Test
    void aNameWhoseStatesDisagreeIsConvergedUnlessAnotherClusterUsesItToo() {
        Draft older = Draft.of("v1").state("active", 2, Draft.ago(Duration.ofHours(2)));
        Draft newer = Draft.of("v2").state("active", 2, Draft.ago(Duration.ofHours(1)));

        assertThat(disagreeing(Map.of(), older, newer)).containsExactly("app");
        assertThat(disagreeing(Map.of("shop", Set.of("blue")), older, newer)).containsExactly("app");
        assertThat(disagreeing(Map.of("app", Set.of("blue")), older, newer)).isEmpty();
        assertThat(disagreeing(Map.of(), newer)).isEmpty();
    }

    private static Set<String> disagreeing(Map<String, Set<String>> elsewhere, Draft... drafts) {
        return Planner.plan(seen(elsewhere, drafts), ReaperPolicy.DEFAULT).disagreeing();
    }
}
