package io.ecsdrain.lifecycle.plan.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Parking;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentRoutesTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "v1");

    private static RuleView rule(String value, Map<String, String> tags) {
        return rule(new ConditionView("http-header", "Cookie", List.of(value)), tags);
    }

    private static RuleView rule(ConditionView condition, Map<String, String> tags) {
        return new RuleView("rule", "listener", 1, List.of(condition), List.of(new ForwardTarget("tg", 1)), tags);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "v1, true", "N=v1, true", "*; N=v1;*, true", "*N=V1*, true", "*N%3Dv1*, true", "v1.app.example.com, true",
        "v10, false", "N=v10;*, false", "eu-v1, false", "v1-eu, false", "xv1, false", "*, false"
    })
    void anUntaggedRuleIsOwnIfAValueHoldsTheIdAsAWholeWord(String value, boolean own) {
        assertThat(DeploymentRoutes.isOwn(KEY, rule(value, Map.of()))).isEqualTo(own);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "svc-app-v1, true",
        "*=svc-app-v1;*, true",
        "svc-app-v1.internal, true",
        "svc-app-v10, false",
        "xsvc-app-v1, false",
        "svc-app-eu-v1, false",
        "svc-v1, false",
        "app-v1, false"
    })
    void orItsServicesName(String value, boolean own) {
        assertThat(DeploymentRoutes.isOwn(KEY, rule(value, Map.of()))).isEqualTo(own);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "^(.*; ?)?N=v1(;.*)?$, true",
                "v1, true",
                "^v1$, true",
                "\\bv1\\b, true",
                "N=V1(;|$), true",
                "^v1\\.app\\.example\\.com$, true",
                "^svc\\-app\\-v1$, true",
                "^(v0|v1)$, true",
                "^(.*; ?)?N=v10(;.*)?$, false",
                "^v1[0-9]$, false",
                "^v1\\d$, false",
                "^v1.$, false",
                "^v1?$, false",
                "^v1+$, false",
                "^v1{2}$, false",
                "^eu-v1$, false",
                "^eu\\-v1$, false",
                "^.*$, false"
            })
    void anUntaggedRuleIsOwnIfARegularExpressionHoldsTheIdAndNothingLonger(String regex, boolean own) {
        ConditionView condition = new ConditionView("http-header", "Cookie", List.of(), List.of(regex));

        assertThat(DeploymentRoutes.isOwn(KEY, rule(condition, Map.of()))).isEqualTo(own);
    }

    @Test
    void aRuleOfFiveValuesOfEitherKindHasNoRoomForParking() {
        ConditionView four = new ConditionView("http-header", "A", List.of("v1", "2", "3"), List.of());
        ConditionView five = new ConditionView("http-header", "B", List.of(), List.of("^4$", "^5$"));
        RuleView rule =
                new RuleView("rule", "listener", 1, List.of(four, five), List.of(new ForwardTarget("tg", 1)), Map.of());
        ListenerView listener = new ListenerView("listener", "lb", List.of(), Observed.known(List.of(rule)));

        assertThat(DeploymentRoutes.of(KEY, List.of("tg"), List.of(listener)).unparkable())
                .contains(rule);
    }

    @Test
    void aTagDecidesBeforeAnyValue() {
        assertThat(DeploymentRoutes.isOwn(KEY, rule("x", Map.of("deployment_name", "app", "deployment_id", "v1"))))
                .isTrue();
        assertThat(DeploymentRoutes.isOwn(KEY, rule("v1", Map.of("deployment_name", "app", "deployment_id", "v10"))))
                .isFalse();
        assertThat(DeploymentRoutes.isOwn(KEY, rule("v1", Map.of("deployment_name", "app-eu", "deployment_id", "v1"))))
                .isFalse();
    }

    @Test
    void aNameTagOfItsOwnWithoutAnIdLeavesItToTheValue() {
        assertThat(DeploymentRoutes.isOwn(KEY, rule("v1", Map.of("deployment_name", "app"))))
                .isTrue();
        assertThat(DeploymentRoutes.isOwn(KEY, rule("v2", Map.of("deployment_name", "app"))))
                .isFalse();
    }

    @Test
    void aTaggedRuleThatLeadsElsewhereIsNotTaggedForTheGroup() {
        Map<String, String> ours = Map.of("deployment_name", "app", "deployment_id", "v1");

        assertThat(DeploymentRoutes.isTagged(KEY, "tg", rule("x", ours))).isTrue();
        assertThat(DeploymentRoutes.isTagged(KEY, "another", rule("x", ours))).isFalse();
        assertThat(DeploymentRoutes.isTagged(KEY, "tg", rule("v1", Map.of()))).isFalse();
    }

    /** A default action that sends to it, one that names it with weight 0, its own rule and another team's. */
    @Test
    void whatLeadsToAGroupIsToldApart() {
        RuleView own = rule("v1", Map.of());
        RuleView foreign = rule("x", Map.of());
        RuleView elsewhere =
                new RuleView("rule", "listener", 1, List.of(), List.of(new ForwardTarget("tg/v2", 1)), Map.of());

        DeploymentRoutes routes = DeploymentRoutes.of(
                KEY,
                List.of("tg"),
                List.of(
                        listener("sends", List.of(new ForwardTarget("tg/v2", 1), new ForwardTarget("tg", 1))),
                        listener("names", List.of(new ForwardTarget("tg", 0))),
                        listener("rules", List.of(new ForwardTarget("tg/v2", 1)), own, foreign, elsewhere)));

        assertThat(routes)
                .isEqualTo(new DeploymentRoutes(
                        Optional.empty(), List.of("sends"), List.of("names"), List.of(foreign), List.of(own)));
    }

    @Test
    void aDefaultActionIsTheFirstObstacleAndARuleOfOthersTheNext() {
        RuleView foreign = rule("x", Map.of());
        ListenerView rules = listener("rules", List.of(), foreign);
        ListenerView sends = listener("sends", List.of(new ForwardTarget("tg", 1)));
        ListenerView names = listener("names", List.of(new ForwardTarget("tg", 0)), rule("v1", Map.of()));

        assertThat(of(rules, sends).obstacle())
                .contains("the default action of sends still forwards to it: point it at the live deployment");
        assertThat(of(rules).obstacle())
                .contains("rule rule forwards to it and is not its own affinity rule: change or delete that rule");
        assertThat(of(names).obstacle()).isEmpty();
    }

    @Test
    void clientsMayComeByRoutesThatCouldNotBeReadByOthersOrByItsOwnOpenRule() {
        RuleView own = rule("v1", Map.of());
        ListenerView open = listener("open", List.of(), own);
        ListenerView sends = listener("sends", List.of(new ForwardTarget("tg", 1)));

        assertThat(of().leading()).isEmpty();
        assertThat(of(open).leading()).contains("rule rule leads clients to it");
        assertThat(of(open).obstacleAsRead()).as("its own is no obstacle").isEmpty();
        assertThat(of(open, sends).leading())
                .contains("the default action of sends still forwards to it: point it at the live deployment");
        assertThat(of(sends).obstacleAsRead()).isEqualTo(of(sends).leading());
        assertThat(DeploymentRoutes.unknown("throttled").leading()).contains("throttled");
        assertThat(DeploymentRoutes.unknown("throttled").obstacleAsRead()).contains("throttled");
    }

    private static DeploymentRoutes of(ListenerView... listeners) {
        return DeploymentRoutes.of(KEY, List.of("tg"), List.of(listeners));
    }

    @Test
    void aRuleThatLimitsItsClientsAddressesAlreadyHasNoRoomForParkingEither() {
        RuleView limited = new RuleView(
                "rule",
                "listener",
                1,
                List.of(
                        new ConditionView("http-header", "Cookie", List.of("v1")),
                        new ConditionView(Parking.CONDITION_FIELD, "", List.of("10.0.0.0/8"))),
                List.of(new ForwardTarget("tg", 1)),
                Map.of());
        RuleView parked = new RuleView(
                "parked",
                "listener",
                1,
                List.of(
                        new ConditionView("http-header", "Cookie", List.of("v1")),
                        new ConditionView(Parking.CONDITION_FIELD, "", List.of(Parking.NO_CLIENT))),
                List.of(new ForwardTarget("tg", 1)),
                Map.of());
        RuleView free = rule("v1", Map.of());

        assertThat(of(listener("l", List.of(), parked, free, limited)).unparkable())
                .contains(limited);
        assertThat(of(listener("l", List.of(), parked, free)).unparkable()).isEmpty();
        assertThat(of(listener("l", List.of(), parked, free)).unparked()).containsExactly(free);
    }

    @Test
    void rulesThatCouldNotBeReadLeaveTheRoutesUnreadWhateverElseIsKnown() {
        ListenerView unread = new ListenerView("l", "lb", List.of(), Observed.unknown("throttled"));

        DeploymentRoutes routes = of(listener("sends", List.of(new ForwardTarget("tg", 1))), unread);

        assertThat(routes.unread()).contains("throttled");
        assertThat(routes.defaults()).containsExactly("sends");
        assertThat(DeploymentRoutes.unknown("denied"))
                .isEqualTo(new DeploymentRoutes(Optional.of("denied"), List.of(), List.of(), List.of(), List.of()));
    }

    /** ELBv2 says of a group which load balancers route to it, so a rule or a default action there must name it. */
    @ParameterizedTest(name = "default action of {0}, rule on {1}: {2}")
    @CsvSource({"lb, , true", ", lb, true", "other, other, false", ", , false"})
    void aLoadBalancerThatAGroupHangsOnMustShowWhatLeadsThere(String byDefault, String byRule, boolean whole) {
        ForwardTarget group = new ForwardTarget("tg", 1);
        ForwardTarget other = new ForwardTarget("tg/v2", 1);
        RuleView elsewhere = new RuleView("rule", "l3", 1, List.of(), List.of(other), Map.of());
        List<ListenerView> listeners = List.of(
                new ListenerView("l1", String.valueOf(byDefault), List.of(group), Observed.known(List.of())),
                new ListenerView(
                        "l2", String.valueOf(byRule), List.of(), Observed.known(List.of(rule("v1", Map.of())))),
                new ListenerView("l3", "lb", List.of(other), Observed.known(List.of(elsewhere))));
        TargetGroupView attached = new TargetGroupView(
                "tg", "blue", Map.of(), List.of("lb"), Observed.unknown("not asked"), Observed.unknown("not asked"));

        DeploymentRoutes routes = DeploymentRoutes.of(KEY, List.of("tg"), List.of(attached), listeners);

        assertThat(routes.unread().orElse("whole"))
                .isEqualTo(
                        whole
                                ? "whole"
                                : "DescribeTargetGroups has blue on lb, and none of its rules and default actions names it");
        assertThat(routes.defaults()).containsExactly("l1");
        assertThat(routes.own()).hasSize(1);
    }

    @Test
    void aListenerThatWasNotReadIsSaidBeforeAnyGap() {
        TargetGroupView attached = new TargetGroupView(
                "tg", "blue", Map.of(), List.of("lb"), Observed.unknown("not asked"), Observed.unknown("not asked"));
        ListenerView unread = new ListenerView("l", "lb", List.of(), Observed.unknown("throttled"));

        assertThat(DeploymentRoutes.of(KEY, List.of("tg"), List.of(attached), List.of(unread))
                        .unread())
                .contains("throttled");
    }

    private static ListenerView listener(String arn, List<ForwardTarget> byDefault, RuleView... rules) {
        return new ListenerView(arn, "lb", byDefault, Observed.known(List.of(rules)));
    }
}
