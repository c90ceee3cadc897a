package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.lifecycle.execute.Converger;
import io.ecsdrain.lifecycle.plan.action.Action.RemoveFromRule;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** What has clients log in is sent again whole, with the secret that AWS does not show left as it is. */
class LoginKeptTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v2");

    private final ReaperCluster cluster = new ReaperCluster();
    private String listener;

    @AfterEach
    void close() {
        cluster.close();
    }

    @BeforeEach
    void aListenerThatHasItsClientsLogIn() {
        cluster.supersede(OLD, LIVE, 1);
        listener = cluster.team
                .elb()
                .createListener(create -> create.loadBalancerArn(cluster.balancer)
                        .protocol(ProtocolEnum.HTTPS)
                        .port(443)
                        .certificates(Certificate.builder()
                                .certificateArn("arn:aws:acm:eu-west-1:123456789012:certificate/1")
                                .build())
                        .defaultActions(oidc(), forward(OLD)))
                .listeners()
                .get(0)
                .listenerArn();
    }

    private static Action oidc() {
        return Action.builder()
                .type(ActionTypeEnum.AUTHENTICATE_OIDC)
                .order(1)
                .authenticateOidcConfig(oidc -> oidc.issuer("https://idp.example.com")
                        .authorizationEndpoint("https://idp.example.com/a")
                        .tokenEndpoint("https://idp.example.com/t")
                        .userInfoEndpoint("https://idp.example.com/u")
                        .clientId("client")
                        .clientSecret("secret"))
                .build();
    }

    private Action forward(DeploymentKey... keys) {
        List<TargetGroupTuple> groups = List.of(keys).stream()
                .map(key -> TargetGroupTuple.builder()
                        .targetGroupArn(cluster.group(key))
                        .weight(1)
                        .build())
                .toList();
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .order(2)
                .forwardConfig(config -> config.targetGroups(groups))
                .build();
    }

    @Test
    void byConverge() {
        cluster.parameter("/apps/app/live", LIVE.id());

        var report =
                new Converger(cluster.reaper, ReaperCluster.NAME, cluster.aws::now, cluster.settings()).converge("app");

        assertThat(report.converged()).as(report.problems().toString()).isTrue();
        List<Action> actions = cluster.team
                .elb()
                .describeListeners(describe -> describe.listenerArns(listener))
                .listeners()
                .get(0)
                .defaultActions();
        assertThat(actions).extracting(Action::typeAsString).containsExactly("authenticate-oidc", "forward");
        assertThat(actions.get(1).targetGroupArn()).isEqualTo(cluster.group(LIVE));
    }

    @Test
    void byTheRemovalOfOneMemberOfARule() {
        String rule = cluster.team
                .elb()
                .createRule(create -> create.listenerArn(listener)
                        .priority(5)
                        .conditions(RuleCondition.builder()
                                .field("path-pattern")
                                .pathPatternConfig(path -> path.regexValues("^/beta"))
                                .build())
                        .actions(oidc(), forward(OLD, LIVE)))
                .rules()
                .get(0)
                .ruleArn();
        cluster.fixture.defaultAction(listener, cluster.group(LIVE));

        Outcome outcome = cluster.executor()
                .execute(
                        OLD,
                        new RemoveFromRule(Grounds.DRAINING, new RuleRef(rule, listener), List.of(cluster.group(OLD))));

        assertThat(outcome).isEqualTo(Outcome.DONE);
        List<Action> actions = cluster.team
                .elb()
                .describeRules(describe -> describe.ruleArns(rule))
                .rules()
                .get(0)
                .actions();
        assertThat(actions).extracting(Action::typeAsString).containsExactly("authenticate-oidc", "forward");
        assertThat(actions.get(1).targetGroupArn()).isEqualTo(cluster.group(LIVE));
    }
}
