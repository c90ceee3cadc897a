package io.ecsdrain.deployer.plan.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.activate.Names;
import io.ecsdrain.deployer.plan.activate.Owners;
import io.ecsdrain.deployer.plan.activate.Pointing;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.Front;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** v1, whose target group is tg1, is to be live again; no listener is named for it. */
class DefaultActionsTest {

    private static final ConditionView COOKIE = new ConditionView("http-header", "Cookie", List.of("N=v1"));

    private final Names names = new Names("app");
    private final DeploymentKey v1 = names.key("v1");
    private final List<TargetGroupView> groups = new ArrayList<>();
    private final List<ListenerView> listeners = new ArrayList<>();
    private final List<Front> fronts = new ArrayList<>();
    private final Map<String, DeploymentKey> owners = new HashMap<>(
            Map.of("tg1", names.key("v1"), "tg2", names.key("v2"), "other", new DeploymentKey("web", "w1")));

    private void group(String arn, String... balancers) {
        groups.add(new TargetGroupView(
                arn, arn, Map.of(), List.of(balancers), Observed.known(300), Observed.known(List.of())));
    }

    private void listener(String arn, String balancer, boolean ownRule, ForwardTarget... defaults) {
        Map<String, String> tags = Map.of("deployment_name", "app", "deployment_id", "v1");
        RuleView rule = new RuleView("r-" + arn, arn, 1, List.of(COOKIE), List.of(to("tg1", 1)), tags);
        listeners.add(new ListenerView(
                arn, balancer, List.of(defaults), Observed.known(ownRule ? List.of(rule) : List.of())));
    }

    private static ForwardTarget to(String group, int weight) {
        return new ForwardTarget(group, weight);
    }

    private DefaultActions of(String... serviceGroups) {
        names.tagged("v1", 0, "draining").groups("v1", serviceGroups);
        RollbackView view = new RollbackView(names.view(100), groups, listeners, fronts, new Owners(owners));
        return DefaultActions.of(view, v1, view.name().service(v1).orElseThrow());
    }

    @Test
    void everyListenerThatServesTheNameIsPointed() {
        group("tg1", "lb");
        listener("one", "lb", false, to("tg2", 1));
        listener("two", "lb", true, to("tg2", 1), to("tg1", 1));
        listener("third", "lb", true);

        DefaultActions actions = of("tg1");

        assertThat(actions.refusals()).isEmpty();
        assertThat(actions.pointings())
                .as("and not the one that waits: others serve")
                .containsExactly(new Pointing("one", "tg1"), new Pointing("two", "tg1"));
    }

    @Test
    void oneThatForwardsToItAloneIsLeftAsItIs() {
        group("tg1", "lb");
        listener("alone", "lb", true, to("tg1", 1));
        assertThat(of("tg1").pointings()).isEmpty();
        listener("silent", "lb", true, to("tg1", 0));
        assertThat(of("tg1").pointings()).as("it waits, and another serves").isEmpty();
        listeners.remove(0);
        assertThat(of("tg1").pointings()).containsExactly(new Pointing("silent", "tg1"));
        listeners.clear();

        listener("mixed", "lb", true, to("tg1", 1), to("tg2", 0));
        assertThat(of("tg1").pointings()).containsExactly(new Pointing("mixed", "tg1"));
    }

    @Test
    void whereNoneServesTheNameThoseWithItsOwnRuleArePointed() {
        group("tg1", "lb");
        listener("mine", "lb", true, to("tg2", 0));
        listener("another", "lb", false);

        DefaultActions actions = of("tg1");

        assertThat(actions.refusals()).isEmpty();
        assertThat(actions.pointings()).containsExactly(new Pointing("mine", "tg1"));
    }

    @Test
    void oneThatServesAnotherNameTooIsRefused() {
        group("tg1", "lb");
        listener("shared", "lb", false, to("tg2", 1), to("other", 1));
        assertThat(of("tg1").refusals()).singleElement().asString().contains("shared", "other", "web's, not app's");

        listeners.clear();
        listener("theirs", "lb", true, to("other", 1));
        assertThat(of("tg1").refusals()).singleElement().asString().contains("theirs", "web's");

        listeners.clear();
        listener("far", "lb", false, to("other", 1));
        listener("mine", "lb", true);
        assertThat(of("tg1").refusals()).as("nothing of it is there").isEmpty();
    }

    @Test
    void anAnswerOfItsOwnIsNotReplacedUnlessAnotherListenerCanBe() {
        group("tg1", "lb");
        listener("closed", "lb", true);
        fronts.add(new Front("closed", "HTTP 80", List.of(), "fixed-response", false));
        assertThat(of("tg1").refusals()).singleElement().asString().contains("closed (HTTP 80)", "fixed-response");

        listener("open", "lb", true);
        fronts.add(new Front("open", "HTTPS 443", List.of(), "forward", false));
        DefaultActions actions = of("tg1");
        assertThat(actions.refusals()).isEmpty();
        assertThat(actions.pointings()).containsExactly(new Pointing("open", "tg1"));
    }

    @Test
    void whereNothingSaysWhichListenerItIsThatIsSaid() {
        group("tg1", "lb");
        listener("another", "lb", false);

        assertThat(of("tg1").refusals()).singleElement().asString().contains("no default action serves app");
    }

    @Test
    void aServiceWithoutATargetGroupNeedsNone() {
        assertThat(of().refusals()).isEmpty();
        assertThat(of().pointings()).isEmpty();
    }

    @Test
    void aTargetGroupThatIsGoneOrHangsOnNoLoadBalancerIsRefused() {
        assertThat(of("tg1").refusals()).containsExactly("a target group of svc-app-v1 is gone");

        group("tg1");
        assertThat(of("tg1").refusals()).singleElement().asString().contains("tg1 hangs on no load balancer");
    }

    @Test
    void ofTwoTargetGroupsTheOneOnTheListenersLoadBalancerIsTaken() {
        group("tg1", "lb");
        group("tg9", "inner");
        listener("one", "lb", false, to("tg2", 1));
        assertThat(of("tg1", "tg9").pointings()).containsExactly(new Pointing("one", "tg1"));

        groups.remove(1);
        group("tg9", "lb");
        assertThat(of("tg1", "tg9").refusals()).singleElement().asString().contains("2 target groups", "one");
    }
}
