package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import io.ecsdrain.localaws.elbv2.ElbSwitches;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** Affinity rules in every form that a team or an earlier version of ours may have given them, without tags. */
class RuleFormsTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v10");

    private final ReaperCluster cluster = new ReaperCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of("a cookie in one regular expression", header(List.of(), List.of("^(.*; ?)?n=v1(;.*)?$"))),
                Arguments.of(
                        "a cookie in four values", header(List.of("n=v1", "n=v1;*", "*; n=v1", "*; n=v1;*"), null)),
                Arguments.of("the name of the service", header(List.of("svc-app-v1"), null)),
                Arguments.of("a host", host(List.of("v1.example.com"), null)),
                Arguments.of("a host in a regular expression", host(null, List.of("^v1\\.example\\.com$"))));
    }

    private static RuleCondition header(List<String> values, List<String> regexes) {
        return RuleCondition.builder()
                .field("http-header")
                .httpHeaderConfig(config -> config.httpHeaderName("Cookie")
                        .values(values == null || values.isEmpty() ? null : values)
                        .regexValues(regexes))
                .build();
    }

    private static RuleCondition host(List<String> values, List<String> regexes) {
        return RuleCondition.builder()
                .field("host-header")
                .hostHeaderConfig(config -> config.values(values).regexValues(regexes))
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void isParkedAndUnparkedAsItWas(String what, RuleCondition condition) {
        parksAndUnparks(what, condition);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void alsoWhereAwsShowsRegularExpressionsTwice(String what, RuleCondition condition) {
        cluster.aws.switches().set(ElbSwitches.REGEX_SHOWN_TWICE, true);

        parksAndUnparks(what, condition);
    }

    private void parksAndUnparks(String what, RuleCondition condition) {
        cluster.aws.switches().set(ElbSwitches.VALUES_PER_CONDITION, 5);
        cluster.supersede(OLD, LIVE, 1);
        Rule made = rule(condition);
        List<RuleRef> refs = List.of(new RuleRef(made.ruleArn(), cluster.listener));

        Outcome parked = cluster.executor().execute(OLD, new Action.ParkRules(refs));

        assertThat(parked).as(what).isEqualTo(Outcome.DONE);
        List<RuleCondition> conditions = conditions(made.ruleArn());
        assertThat(conditions.get(0)).isEqualTo(made.conditions().get(0));
        assertThat(conditions)
                .extracting(RuleCondition::field)
                .endsWith("source-ip")
                .hasSize(2);
        assertThat(cluster.executor().execute(OLD, new Action.UnparkRules(refs)))
                .as(what)
                .isEqualTo(Outcome.DONE);
        assertThat(conditions(made.ruleArn())).isEqualTo(made.conditions());
    }

    @Test
    void anUntaggedRuleOfTheServicesNameHoldsNoDeploymentBack() {
        cluster.supersede(OLD, LIVE, 1);
        rule(header(List.of("svc-app-v1"), null));
        cluster.minute(OLD, 1);

        assertThat(ReaperCluster.reason(cluster.reap(), OLD)).isEqualTo("parking");
    }

    private Rule rule(RuleCondition condition) {
        return cluster.team
                .elb()
                .createRule(create -> create.listenerArn(cluster.listener)
                        .priority(77)
                        .conditions(condition)
                        .actions(ClusterFixture.forward(cluster.group(OLD))))
                .rules()
                .get(0);
    }

    private List<RuleCondition> conditions(String rule) {
        return cluster.team
                .elb()
                .describeRules(describe -> describe.ruleArns(rule))
                .rules()
                .get(0)
                .conditions();
    }
}
