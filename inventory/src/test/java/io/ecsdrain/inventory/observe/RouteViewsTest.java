package io.ecsdrain.inventory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.Parking;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.QueryStringKeyValuePair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

class RouteViewsTest {

    private static TargetGroupTuple member(String arn, Integer weight) {
        return TargetGroupTuple.builder().targetGroupArn(arn).weight(weight).build();
    }

    private static Action forward(TargetGroupTuple... members) {
        return Action.builder()
                .type("forward")
                .forwardConfig(config -> config.targetGroups(members))
                .build();
    }

    @Test
    void theTwoSpellingsOfASingleTargetGroupAreOneForward() {
        Action both = forward(member("tg", 1)).toBuilder().targetGroupArn("tg").build();
        Action plain = Action.builder().type("forward").targetGroupArn("tg").build();
        assertThat(RouteViews.forwards(List.of(both))).containsExactly(new ForwardTarget("tg", 1));
        assertThat(RouteViews.forwards(List.of(plain))).containsExactly(new ForwardTarget("tg", 1));
        assertThat(RouteViews.forwards(List.of(forward(member("tg", null)))))
                .containsExactly(new ForwardTarget("tg", 1));
    }

    @Test
    void weightsAreKeptZeroIncluded() {
        assertThat(RouteViews.forwards(List.of(forward(member("a", 0), member("b", 7)))))
                .containsExactly(new ForwardTarget("a", 0), new ForwardTarget("b", 7));
    }

    @Test
    void anActionThatDoesNotForwardForwardsNowhere() {
        Action fixed = Action.builder()
                .type("fixed-response")
                .fixedResponseConfig(answer -> answer.statusCode("503"))
                .build();
        assertThat(RouteViews.forwards(List.of(fixed))).isEmpty();
    }

    @Test
    void conditionsOfEveryFieldKeepTheirValues() {
        assertThat(conditions(condition("host-header").hostHeaderConfig(config -> config.values("a.example"))))
                .containsExactly(new ConditionView("host-header", "", List.of("a.example")));
        assertThat(conditions(condition("path-pattern").values("/x").pathPatternConfig(config -> config.values("/x"))))
                .as("legacy and new member carry the same value")
                .containsExactly(new ConditionView("path-pattern", "", List.of("/x")));
        assertThat(conditions(condition("http-header").httpHeaderConfig(config -> config.httpHeaderName("Cookie")
                        .values("n=1", "n=1;*"))))
                .containsExactly(new ConditionView("http-header", "Cookie", List.of("n=1", "n=1;*")));
        assertThat(conditions(condition("http-request-method").httpRequestMethodConfig(config -> config.values("GET"))))
                .containsExactly(new ConditionView("http-request-method", "", List.of("GET")));
        List<QueryStringKeyValuePair> pairs = List.of(
                QueryStringKeyValuePair.builder().key("v").value("1").build(),
                QueryStringKeyValuePair.builder().value("x").build());
        assertThat(conditions(condition("query-string").queryStringConfig(config -> config.values(pairs))))
                .containsExactly(
                        new ConditionView("query-string", "v", List.of("1")),
                        new ConditionView("query-string", "", List.of("x")));
    }

    @Test
    void aRuleWithTheConditionThatNoClientMeetsIsParked() {
        Rule raw = Rule.builder()
                .ruleArn("rule")
                .priority("7")
                .conditions(condition("source-ip")
                        .sourceIpConfig(config -> config.values(Parking.NO_CLIENT))
                        .build())
                .actions(forward(member("tg", 1)))
                .build();
        RuleView rule = RouteViews.rule(raw, "listener", Map.of("k", "v"));
        assertThat(rule.isParked()).isTrue();
        assertThat(rule.priority()).isEqualTo(7);
        assertThat(rule.forwardsTo("tg")).isTrue();
        assertThat(rule.tags()).containsEntry("k", "v");
    }

    @Test
    void addressesAndPatternsAreValuesToo() {
        assertThat(conditions(condition("source-ip").sourceIpConfig(config -> config.values("10.0.0.0/8"))))
                .containsExactly(new ConditionView("source-ip", "", List.of("10.0.0.0/8")));
        assertThat(conditions(condition("path-pattern").pathPatternConfig(config -> config.values("/y"))))
                .containsExactly(new ConditionView("path-pattern", "", List.of("/y")));
    }

    @Test
    void regularExpressionsAreKeptApartFromValuesWhereverTheyStand() {
        ConditionView expected = new ConditionView("host-header", "", List.of(), List.of("^v1"));
        assertThat(conditions(condition("host-header").regexValues("^v1"))).containsExactly(expected);
        assertThat(conditions(condition("host-header").hostHeaderConfig(config -> config.regexValues("^v1"))))
                .containsExactly(expected);
        assertThat(conditions(condition("path-pattern").pathPatternConfig(config -> config.regexValues("^/v1"))))
                .containsExactly(new ConditionView("path-pattern", "", List.of(), List.of("^/v1")));
        assertThat(conditions(condition("http-header")
                        .httpHeaderConfig(config -> config.httpHeaderName("A").regexValues("^v1"))))
                .containsExactly(new ConditionView("http-header", "A", List.of(), List.of("^v1")));
        assertThat(conditions(condition("http-header")
                        .regexValues("^v1")
                        .httpHeaderConfig(config -> config.httpHeaderName("A").regexValues("^v1"))))
                .as("both carry the same")
                .containsExactly(new ConditionView("http-header", "A", List.of(), List.of("^v1")));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({"503, no deployment is live, true", "503, closed for repair, false", "200, no deployment is live, false"
    })
    void onlyTheBaselinesOwnAnswerIsVacant(String status, String body, boolean vacant) {
        Action answer = Action.builder()
                .fixedResponseConfig(config -> config.statusCode(status).messageBody(body))
                .build();
        assertThat(RouteViews.isVacant(answer)).isEqualTo(vacant);
        assertThat(RouteViews.isVacant(List.of(forward(), answer))).isEqualTo(vacant);
        assertThat(RouteViews.isVacant(List.of(forward()))).isFalse();
    }

    private static RuleCondition.Builder condition(String field) {
        return RuleCondition.builder().field(field);
    }

    private static List<ConditionView> conditions(RuleCondition.Builder raw) {
        return RouteViews.conditions(raw.build()).toList();
    }
}
