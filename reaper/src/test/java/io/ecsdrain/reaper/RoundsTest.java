package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.lifecycle.execute.LiveExecutor;
import io.ecsdrain.lifecycle.execute.Planned;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Attachments;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** Deployments whose actions are done together share what is read, for one round and not for longer. */
class RoundsTest {

    private static final DeploymentKey ONE = new DeploymentKey("app", "v1");
    private static final DeploymentKey TWO = new DeploymentKey("app", "v2");
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v3");

    private ReaperCluster cluster;
    private LiveExecutor executor;

    @BeforeEach
    void twoThatDrainAndOneThatIsLive() {
        cluster = new ReaperCluster();
        cluster.deploy(ONE, "draining", 1);
        cluster.supersede(TWO, LIVE, 1);
        cluster.settle();
        executor = cluster.executor();
        park(ONE, 0);
        park(TWO, 1);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void park(DeploymentKey key, int rule) {
        assertThat(executor.execute(key, new Action.ParkRules(List.of(rule(rule)))))
                .isInstanceOf(Outcome.Done.class);
    }

    private RuleRef rule(int index) {
        return new RuleRef(cluster.rules().get(index).ruleArn(), cluster.listener);
    }

    private Planned zero(DeploymentKey key) {
        return new Planned(
                key,
                new Action.ScaleToZero(
                        Grounds.DRAINING,
                        new Attachments(List.of(cluster.group(key)), List.of(cluster.balancer)),
                        Optional.empty()));
    }

    private Outcome does(Planned planned) {
        return executor.execute(planned.key(), planned.action());
    }

    @Test
    void whatARoundRestsOnIsReadOnceForAllItsMembers() {
        List<Planned> round = List.of(zero(ONE), zero(TWO));
        int before = cluster.callsByReaper().size();
        executor.begin(round);
        assertThat(round).allSatisfy(each -> assertThat(does(each)).isInstanceOf(Outcome.Done.class));
        List<String> all = cluster.callsByReaper();
        List<String> calls = all.subList(before, all.size());
        assertThat(List.of(
                        "GetParameters", "DescribeListeners", "DescribeRules", "DescribeTags", "DescribeTargetGroups"))
                .allSatisfy(operation -> assertThat(Collections.frequency(calls, operation))
                        .as(operation)
                        .isEqualTo(1));
        assertThat(calls).doesNotContain("ListServices");
    }

    @Test
    void eachRoundLooksAnew() {
        executor.begin(List.of(zero(ONE)));
        assertThat(does(zero(ONE))).isInstanceOf(Outcome.Done.class);
        cluster.parameter(TWO, "active");
        executor.begin(List.of(zero(TWO)));
        assertThat(does(zero(TWO))).isInstanceOf(Outcome.Stale.class);
    }

    @Test
    void aRoundThatTakesLongLooksAgainForTheRest() {
        executor.begin(List.of(zero(ONE), zero(TWO)));
        assertThat(does(zero(ONE))).isInstanceOf(Outcome.Done.class);
        cluster.defaultAction(TWO);
        cluster.aws.advance(Duration.ofSeconds(6));
        assertThat(does(zero(TWO))).isInstanceOf(Outcome.Stale.class);
        assertThat(cluster.service(TWO).orElseThrow().desiredCount()).isEqualTo(1);
    }

    @Test
    void anActionOutsideOfTheRoundLooksForItself() {
        executor.begin(List.of(zero(ONE)));
        assertThat(does(zero(ONE))).isInstanceOf(Outcome.Done.class);
        cluster.parameter(ONE, "active");
        assertThat(does(zero(ONE))).as("the same once more").isInstanceOf(Outcome.Stale.class);
    }

    @Test
    void leavingASharedRuleDoesNotBringBackOneThatLeftItBefore() {
        String shared = cluster.rules().get(0).ruleArn();
        cluster.team.elb().modifyRule(modify -> modify.ruleArn(shared).actions(all()));
        List<Planned> round = List.of(leaves(ONE, shared), leaves(TWO, shared));
        executor.begin(round);
        assertThat(round).allSatisfy(each -> assertThat(does(each)).isInstanceOf(Outcome.Done.class));
        assertThat(cluster.rules().stream()
                        .filter(rule -> rule.ruleArn().equals(shared))
                        .flatMap(rule -> rule.actions().get(0).forwardConfig().targetGroups().stream()))
                .extracting(TargetGroupTuple::targetGroupArn)
                .containsExactly(cluster.group(LIVE));
    }

    private Planned leaves(DeploymentKey key, String rule) {
        return new Planned(
                key,
                new Action.RemoveFromRule(
                        Grounds.DRAINING, new RuleRef(rule, cluster.listener), List.of(cluster.group(key))));
    }

    private software.amazon.awssdk.services.elasticloadbalancingv2.model.Action all() {
        return software.amazon.awssdk.services.elasticloadbalancingv2.model.Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .forwardConfig(config -> config.targetGroups(
                        List.of(ONE, TWO, LIVE).stream().map(this::member).toList()))
                .build();
    }

    private TargetGroupTuple member(DeploymentKey key) {
        return TargetGroupTuple.builder()
                .targetGroupArn(cluster.group(key))
                .weight(1)
                .build();
    }

    @Test
    void whileTheLiveOneHasNoTaskTheLastThatServesStays() {
        executor.begin(List.of(zero(ONE)));
        assertThat(does(zero(ONE))).isInstanceOf(Outcome.Done.class);
        cluster.team.ecs().deleteService(delete -> delete.cluster(ReaperCluster.NAME)
                .service(LIVE.serviceName())
                .force(true));
        executor.begin(List.of(zero(TWO)));
        assertThat(does(zero(TWO)).explanation()).contains("left to serve");
        assertThat(cluster.service(TWO).orElseThrow().desiredCount()).isEqualTo(1);
    }
}
