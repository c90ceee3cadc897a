package io.ecsdrain.reaper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A parameter, a target group and a rule whose service is gone, each so many minutes old; leftovers wait for an hour.
 */
class LeftoverTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "v1");
    private static final List<String> GROUPS = List.of("tg");

    private List<ForwardTarget> defaults = List.of();

    private static Map<String, String> tags(Integer minutes) {
        Map<String, String> tags =
                new HashMap<>(Map.of(Tags.DEPLOYMENT_NAME, KEY.name(), Tags.DEPLOYMENT_ID, KEY.id()));
        if (minutes != null) {
            tags.put(Tags.CREATED_AT, Draft.ago(Duration.ofMinutes(minutes)).toString());
        }
        return tags;
    }

    private Decision decide(ReaperPolicy policy, int parameter, Integer group, Integer rule) {
        ParameterView state =
                new ParameterView(KEY.stateParameter(), "draining", Draft.ago(Duration.ofMinutes(parameter)), 2);
        RuleView found = new RuleView(
                "rule", "listener", 1, List.of(Draft.header(1)), List.of(new ForwardTarget("tg", 1)), tags(rule));
        return decide(
                policy,
                Lookup.of(state),
                List.of(new ListenerView("listener", "lb", defaults, Observed.known(List.of(found)))),
                Map.of(
                        "tg",
                        new TargetGroupView(
                                "tg",
                                "tg",
                                tags(group),
                                List.of("lb"),
                                Observed.known(300),
                                Observed.known(List.of()))));
    }

    private boolean owned = true;
    private Lookup<ParameterView> fence = Lookup.missing();

    private Decision decide(
            ReaperPolicy policy,
            Lookup<ParameterView> state,
            List<ListenerView> listeners,
            Map<String, TargetGroupView> groups) {
        Deployment deployment = new Deployment(
                KEY,
                Optional.empty(),
                state,
                Observed.known(List.of()),
                Map.of(),
                Lookup.missing(),
                GROUPS,
                owned,
                fence);
        return Planner.plan(
                        new ClusterSnapshot(
                                Draft.NOW,
                                "cluster",
                                List.of(deployment),
                                List.of(),
                                Observed.known(new Routing(listeners, groups)),
                                Map.of("app", Lookup.missing()),
                                List.of()),
                        policy)
                .decisions()
                .get(0);
    }

    @Test
    void whatIsLeftGoesInTheOrderOfEveryDeletion() {
        Decision decision = decide(ReaperPolicy.DEFAULT, 61, 61, 61);
        assertThat(decision.reason()).isEqualTo(Reason.LEFTOVER);
        assertThat(decision.actions())
                .containsExactly(
                        new Action.DeleteRule(Grounds.LEFTOVER, new RuleRef("rule", "listener"), GROUPS),
                        new Action.DeleteTargetGroup(Grounds.LEFTOVER, "tg"),
                        new Action.DeleteParameter(Grounds.LEFTOVER, KEY.stateParameter()));
    }

    @ParameterizedTest(name = "parameter {0}, group {1}, rule {2} minutes old: {3}")
    @CsvSource({
        "61, 61, 61, LEFTOVER",
        "60, 61, 61, TOO_YOUNG",
        "61, 60, 61, TOO_YOUNG",
        "61, 61, 60, TOO_YOUNG",
        "9, 70, 80, TOO_YOUNG",
        "61, , 61, STATE_UNKNOWN",
        "61, 61, , STATE_UNKNOWN"
    })
    void theYoungestOfThemDecidesAndOneWithoutATimeIsNotTouched(
            int parameter, Integer group, Integer rule, Reason reason) {
        Decision decision = decide(ReaperPolicy.DEFAULT, parameter, group, rule);
        assertThat(decision.reason()).isEqualTo(reason);
        assertThat(decision.actions().isEmpty()).isEqualTo(reason != Reason.LEFTOVER);
    }

    @Test
    void aDefaultActionThatNamesItsGroupKeepsItAll() {
        defaults = List.of(new ForwardTarget("tg", 0));
        Decision decision = decide(ReaperPolicy.DEFAULT, 61, 61, 61);
        assertThat(decision.reason()).isEqualTo(Reason.STILL_ROUTED);
        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void whatIsNotShownToBeThisClustersIsKeptHoweverOldAndTheReportSaysWhatToDo() {
        owned = false;
        Decision decision = decide(ReaperPolicy.DEFAULT, 6100, 6100, 6100);
        assertThat(decision.reason()).isEqualTo(Reason.UNKNOWN_OWNER);
        assertThat(decision.detail()).contains("cluster=cluster");
        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void retireOnlyLeavesItToItsOwner() {
        Decision decision = decide(Policies.retireOnly(), 61, 61, 61);
        assertThat(decision.reason()).isEqualTo(Reason.RETIRE_ONLY);
        assertThat(decision.actions()).isEmpty();
    }

    @Test
    void whereNothingIsLeftNothingIsClaimedToBeDeleted() {
        Decision decision = decide(ReaperPolicy.DEFAULT, Lookup.missing(), List.of(), Map.of());
        assertThat(decision.reason()).isEqualTo(Reason.LEFTOVER);
        assertThat(decision.actions()).isEmpty();
        assertThat(decision.detail()).isEqualTo("nothing of it is left");
    }

    /** Nothing but a fence is left of it, and nothing shows whose it is. */
    private Decision decideOnFence(Lookup<ParameterView> state, List<ListenerView> listeners) {
        owned = false;
        fence = Lookup.of(new ParameterView(KEY.fenceParameter(), "whatever it says", Draft.NOW, 1));
        return decide(ReaperPolicy.DEFAULT, state, listeners, Map.of());
    }

    @Test
    void aFenceAloneIsDeletedThoughItsOwnerIsNotKnown() {
        assertThat(decideOnFence(Lookup.missing(), List.of()).actions()).containsExactly(new Action.DeleteFence());
    }

    @Test
    void aFenceBesideAnythingElseOrWhereThatIsNotKnownIsLeft() {
        Lookup<ParameterView> state =
                Lookup.of(new ParameterView(KEY.stateParameter(), "draining", Draft.ago(Duration.ofDays(9)), 2));
        ListenerView unread = new ListenerView("listener", "lb", List.of(), Observed.unknown("throttled"));
        RuleView rule = new RuleView(
                "rule", "listener", 1, List.of(Draft.header(1)), List.of(new ForwardTarget("tg", 1)), tags(6100));
        ListenerView ruled = new ListenerView("listener", "lb", List.of(), Observed.known(List.of(rule)));

        assertThat(List.of(
                        decideOnFence(state, List.of()),
                        decideOnFence(Lookup.missing(), List.of(unread)),
                        decideOnFence(Lookup.missing(), List.of(ruled))))
                .allSatisfy(decision -> {
                    assertThat(decision.reason()).isEqualTo(Reason.UNKNOWN_OWNER);
                    assertThat(decision.actions()).isEmpty();
                });
        assertThat(decide(ReaperPolicy.DEFAULT, 6100, 6100, 6100).reason()).isEqualTo(Reason.UNKNOWN_OWNER);
    }
}
