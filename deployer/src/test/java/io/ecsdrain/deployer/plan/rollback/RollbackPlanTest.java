package io.ecsdrain.deployer.plan.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Parking;
import io.ecsdrain.deployer.plan.activate.ActivatePlan.Drain;
import io.ecsdrain.deployer.plan.activate.Names;
import io.ecsdrain.deployer.plan.activate.Owners;
import io.ecsdrain.deployer.plan.activate.Pointing;
import io.ecsdrain.deployer.plan.activate.Write.PutRegister;
import io.ecsdrain.deployer.plan.activate.Write.PutState;
import io.ecsdrain.deployer.plan.activate.Write.TagService;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.Front;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** v1 drains behind one listener, v2 is live there; v1 is to be live again. */
class RollbackPlanTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(60);
    private static final ConditionView COOKIE = new ConditionView("http-header", "Cookie", List.of("N=v1"));
    private static final ConditionView NO_CLIENT =
            new ConditionView(Parking.CONDITION_FIELD, "", List.of(Parking.NO_CLIENT));

    private final Names names = new Names("app");
    private final DeploymentKey v1 = names.key("v1");
    private final DeploymentKey v2 = names.key("v2");
    private final List<TargetGroupView> groups = new ArrayList<>();
    private final List<ListenerView> listeners = new ArrayList<>();
    private final List<Front> fronts = new ArrayList<>();
    private final Map<String, DeploymentKey> owners = new HashMap<>();

    @BeforeEach
    void v2IsLive() {
        names.tagged("v1", 0, "draining").groups("v1", "tg1").state("v1", "draining", 30);
        names.tagged("v2", 20, "active")
                .groups("v2", "tg2")
                .state("v2", "active", 25)
                .register("v2", 25);
        groups.add(group("tg1", "lb"));
        owners.putAll(Map.of("tg1", v1, "tg2", v2));
        listeners.add(listener("front", List.of(to("tg2", 1)), rule("r1", "front", "v1", "tg1", COOKIE)));
    }

    private static TargetGroupView group(String arn, String... balancers) {
        return new TargetGroupView(
                arn, arn, Map.of(), List.of(balancers), Observed.known(300), Observed.known(List.of()));
    }

    private static ForwardTarget to(String group, int weight) {
        return new ForwardTarget(group, weight);
    }

    private static RuleView rule(String arn, String listener, String id, String group, ConditionView... conditions) {
        Map<String, String> tags = Map.of("deployment_name", "app", "deployment_id", id);
        return new RuleView(arn, listener, 1000, List.of(conditions), List.of(to(group, 1)), tags);
    }

    private static ListenerView listener(String arn, List<ForwardTarget> defaults, RuleView... rules) {
        return new ListenerView(arn, "lb", defaults, Observed.known(List.of(rules)));
    }

    private RollbackPlan plan() {
        return RollbackPlan.of(new RollbackView(names.view(100), groups, listeners, fronts, new Owners(owners)), v1);
    }

    @Test
    void theRegisterStateAndTagsThatSayOtherwiseAreWrittenAndTheDefaultActionPointed() {
        RollbackPlan plan = plan();

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.register()).contains(new PutRegister(v1));
        assertThat(plan.claim())
                .containsExactly(
                        new PutState(v1, DeploymentState.ACTIVE),
                        new TagService("svc-app-v1", names.arn(v1), Map.of("state", "active")));
        assertThat(plan.pointings()).containsExactly(new Pointing("front", "tg1"));
        assertThat(plan.parked()).isEmpty();
        assertThat(plan.fallback()).contains(v2);
    }

    @Test
    void whatIsDoneIsNotDoneAgain() {
        names.tagged("v1", 0, "active")
                .groups("v1", "tg1")
                .state("v1", "active", 50)
                .register("v1", 60);
        listeners.set(0, listener("front", List.of(to("tg1", 1)), rule("r1", "front", "v1", "tg1", COOKIE)));

        RollbackPlan plan = plan();

        assertThat(plan.register()).isEmpty();
        assertThat(plan.claim()).isEmpty();
        assertThat(plan.pointings()).isEmpty();
        assertThat(plan.fallback()).as("v1 itself is live").isEmpty();
    }

    @Test
    void aNameWithoutARegisterGetsOne() {
        Names fresh = new Names("app");
        fresh.tagged("v1", 0, "active").groups("v1", "tg1").state("v1", "active", 50);

        RollbackPlan plan = RollbackPlan.of(
                new RollbackView(fresh.view(100), groups, listeners, fronts, new Owners(Map.of("tg1", v1, "tg2", v1))),
                v1);

        assertThat(plan.register()).contains(new PutRegister(v1));
    }

    @Test
    void onlyItsOwnParkedRulesAreUnparked() {
        listeners.set(
                0,
                listener(
                        "front",
                        List.of(to("tg2", 1)),
                        rule("r1", "front", "v1", "tg1", COOKIE, NO_CLIENT),
                        rule("r2", "front", "v2", "tg2", COOKIE, NO_CLIENT)));

        assertThat(plan().parked()).containsExactly(new RuleRef("r1", "front"));
    }

    @Test
    void oneWithoutAServiceIsGone() {
        RollbackPlan plan = RollbackPlan.of(
                new RollbackView(
                        names.state("v0", "draining", 0).view(100), groups, listeners, fronts, new Owners(owners)),
                names.key("v0"));

        assertThat(plan.refusals()).singleElement().asString().contains("v0 is gone", "parameter");
    }

    @Test
    void oneThatEcsDeletesIsGone() {
        names.status("v1", "DRAINING");

        assertThat(plan().refusals()).singleElement().asString().contains("v1 is gone", "DRAINING");
    }

    @Test
    void oneThatIsMarkedRetiredIsRefusedUnlessItIsToBeLiveAlready() {
        names.tag("v1", "state", "retired");
        assertThat(plan().refusals()).singleElement().asString().contains("retired");

        names.register("v1", 60);
        assertThat(plan().refusals()).isEmpty();
    }

    @Test
    void atDesiredZeroItsCountHasToBeKnown() {
        names.desired("v1", 0);
        assertThat(plan().refusals()).singleElement().asString().contains("desired count 0", "scale it up first");

        names.tag("v1", "desired_count", "0");
        assertThat(plan().refusals()).hasSize(1);
        names.tag("v1", "desired_count", "2");
        assertThat(plan().refusals()).isEmpty();
    }

    @Test
    void aFallbackIsOneThatCouldServe() {
        assertThat(RollbackPlan.fallback(names.view(100), v1)).contains(v2);
        assertThat(RollbackPlan.fallback(names.view(100), v2)).isEmpty();

        names.tag("v2", "state", "retired");
        assertThat(RollbackPlan.fallback(names.view(100), v1)).isEmpty();
        names.tag("v2", "state", "active").status("v2", "INACTIVE");
        assertThat(RollbackPlan.fallback(names.view(100), v1)).isEmpty();
        names.register("v9", 60);
        assertThat(RollbackPlan.fallback(names.view(100), v1))
                .as("v9 has no service")
                .isEmpty();
    }

    @Test
    void theActiveOnesDrainAndTheEarlierOnesThatNeverHadAState() {
        names.tagged("v0", -10, "active");
        names.tagged("v3", 30, "active");
        names.tagged("v5", -5, "draining").state("v5", "draining", 1);
        names.tagged("v4", 40, "active").state("v4", "active", 40);

        assertThat(RollbackPlan.drains(names.view(100), v1, TIMEOUT))
                .extracting(Drain::key)
                .containsExactly(names.key("v0"), v2, names.key("v4"));
    }

    @Test
    void anEarlierOneThatIsBeingDeployedIsLeftAlone() {
        names.tagged("v0", -10, "deploying");

        assertThat(RollbackPlan.drains(names.view(100), v1, TIMEOUT))
                .extracting(Drain::key)
                .containsExactly(v2);
    }
}
