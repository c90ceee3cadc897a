package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Plan;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The register protects whom it names, whatever that one's own state, tasks and age say. */
class RegisteredLiveTest {

    private final Draft older = Draft.of("v1");
    private final Draft named = Draft.of("v2");

    private static List<Decision> plan(Lookup<ParameterView> register, Draft... drafts) {
        return whole(register, drafts).decisions();
    }

    private static Plan whole(Lookup<ParameterView> register, Draft... drafts) {
        ClusterSnapshot seen = Draft.snapshot(drafts);
        return Planner.plan(
                new ClusterSnapshot(
                        seen.takenAt(),
                        seen.cluster(),
                        seen.deployments(),
                        seen.otherServices(),
                        seen.routing(),
                        Map.of("app", register),
                        seen.remarks()),
                ReaperPolicy.DEFAULT);
    }

    private static Lookup<ParameterView> naming(String id) {
        return Lookup.of(new ParameterView(ParameterPaths.live("app"), id, Draft.ago(Duration.ofHours(2)), 3));
    }

    @Test
    void oneThatDrainsAndIsReadyIsKeptAndTheOtherGoes() {
        assertThat(plan(naming("v2"), older, named))
                .extracting(Decision::reason)
                .containsExactly(Reason.READY, Reason.REGISTERED_LIVE);
    }

    @Test
    void oneThatIsRegisteredAndOutlivedItsAgeIsKept() {
        named.state("draining", 2, Draft.ago(Duration.ofDays(1000))).says = 0;
        Decision decision = plan(naming("v2"), older, named).get(1);
        assertThat(decision.reason()).isEqualTo(Reason.REGISTERED_LIVE);
        assertThat(decision.actions()).allMatch(Action::isUpkeep);
    }

    @Test
    void anUnreadRegisterProtectsEveryDrainingDeployment() {
        assertThat(plan(Lookup.unknown("throttled"), older, named))
                .extracting(Decision::reason)
                .containsOnly(Reason.STATE_UNKNOWN);
    }

    @Test
    void whileItRunsNoTaskAnotherStandsInThoughThatOneRunsNoneEither() {
        named.created = Draft.ago(Duration.ofDays(1));
        named.running = false;
        older.running = false;
        assertThat(plan(naming("v2"), older, named))
                .extracting(Decision::reason)
                .containsExactly(Reason.LAST_SERVING, Reason.REGISTERED_LIVE);
    }

    @Test
    void aNewerWriteOfAnotherStateTakesTheProtectionAway() {
        Draft newer = Draft.of("v3").state("active", 1, Draft.ago(Duration.ofMinutes(30)));
        assertThat(plan(naming("v2"), named, newer))
                .extracting(Decision::reason)
                .containsExactly(Reason.READY, Reason.ACTIVE);
    }

    @Test
    void aRegisterWhoseValueIsNoIdIsRemarkedUponAndProtectsNoDeployment() {
        Plan plan = whole(naming("v2\nv1"), older, named);
        assertThat(plan.remarks())
                .containsExactly(
                        "the register /apps/app/live reads 'v2\nv1', which is no deployment id: the states alone say"
                                + " which deployment is live");
        assertThat(plan.decisions()).extracting(Decision::reason).doesNotContain(Reason.REGISTERED_LIVE);
        assertThat(whole(naming("v2"), older, named).remarks()).isEmpty();
    }
}
