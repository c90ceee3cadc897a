package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Parking;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.lifecycle.execute.LiveExecutor;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Attachments;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** A team, or another run of the reaper, moves clients, services and counts while a plan is being carried out. */
class ChangesDuringARunTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey NEW = new DeploymentKey("app", "v2");

    private ReaperCluster cluster;
    private LiveExecutor executor;
    private List<String> groups;
    private RuleRef rule;

    @BeforeEach
    void aParkedDrainingDeploymentAndALiveOne() {
        cluster = new ReaperCluster();
        cluster.supersede(OLD, NEW, 2);
        executor = cluster.executor();
        groups = List.of(cluster.group(OLD));
        rule = new RuleRef(cluster.rules().get(0).ruleArn(), cluster.listener);
        assertThat(does(new Action.ParkRules(List.of(rule)))).isEqualTo("Done");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private String does(Action action) {
        return executor.execute(OLD, action).word();
    }

    private Outcome zero() {
        return executor.execute(
                OLD,
                new Action.ScaleToZero(
                        Grounds.DRAINING, new Attachments(groups, List.of(cluster.balancer)), Optional.empty()));
    }

    private int desired() {
        return cluster.service(OLD).orElseThrow().desiredCount();
    }

    private void desired(int count) {
        cluster.team.ecs().updateService(update -> update.cluster(ReaperCluster.NAME)
                .service(OLD.serviceName())
                .desiredCount(count));
        cluster.settle();
    }

    @Test
    void aDeploymentThatAnotherRunUnparkedIsNotScaledDown() {
        assertThat(does(new Action.UnparkRules(List.of(rule)))).isEqualTo("Done");
        assertThat(zero()).isInstanceOf(Outcome.Stale.class);
        assertThat(does(new Action.LowerDeregistrationDelay(groups, 10))).isEqualTo("Stale");
        assertThat(desired()).isEqualTo(2);
    }

    @Test
    void aDeploymentWhoseTargetGroupAnotherServiceTookIsNotScaledDown() {
        cluster.service(ReaperCluster.NAME, "taker", cluster.group(OLD));
        // It shows by what it registers.
        cluster.settle();
        assertThat(zero().explanation()).contains("taker");
        assertThat(desired()).isEqualTo(2);
    }

    @Test
    void aTargetGroupThatHungOnNoLoadBalancerIsLookedForAgain() {
        cluster.defaultAction(OLD);
        Attachments none = new Attachments(groups, List.of());
        assertThat(does(new Action.ScaleToZero(Grounds.DRAINING, none, Optional.empty())))
                .isEqualTo("Stale");
        assertThat(desired()).isEqualTo(2);
    }

    @Test
    void clientsAreNotLedBackToADeploymentThatIsScaledToZero() {
        assertThat(zero()).isInstanceOf(Outcome.Done.class);
        assertThat(does(new Action.UnparkRules(List.of(rule)))).isEqualTo("Stale");
        assertThat(sourceAddresses()).containsExactly(Parking.NO_CLIENT);
    }

    @Test
    void aRuleSharedWithAnotherDeploymentLosesItsParkingWithOurMember() {
        var both = software.amazon.awssdk.services.elasticloadbalancingv2.model.Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .forwardConfig(config -> config.targetGroups(member(OLD), member(NEW)))
                .build();
        cluster.team.elb().modifyRule(modify -> modify.ruleArn(rule.arn()).actions(both));
        assertThat(does(new Action.RemoveFromRule(Grounds.DRAINING, rule, groups)))
                .isEqualTo("Done");
        assertThat(sourceAddresses()).isEmpty();
        assertThat(shared().actions().get(0).forwardConfig().targetGroups())
                .extracting(TargetGroupTuple::targetGroupArn)
                .containsExactly(cluster.group(NEW));
    }

    private TargetGroupTuple member(DeploymentKey key) {
        return TargetGroupTuple.builder()
                .targetGroupArn(cluster.group(key))
                .weight(1)
                .build();
    }

    private Rule shared() {
        return cluster.rules().stream()
                .filter(each -> each.ruleArn().equals(rule.arn()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> sourceAddresses() {
        return shared().conditions().stream()
                .filter(condition -> condition.sourceIpConfig() != null)
                .flatMap(condition -> condition.sourceIpConfig().values().stream())
                .toList();
    }

    @Test
    void whatScalingWasIsRememberedUntilItCanBeGivenBack() {
        cluster.scalable(OLD, 2);
        String arn = cluster.service(OLD).orElseThrow().serviceArn();
        assertThat(does(new Action.SuspendScaleIn(arn))).isEqualTo("Done");
        desired(0);
        cluster.parameter(OLD, "active");
        assertThat(does(new Action.RestoreOriginals(arn, groups, true))).isEqualTo("Done");
        assertThat(remembersScaling()).isTrue();
        desired(2);
        assertThat(does(new Action.RestoreOriginals(arn, groups, true))).isEqualTo("Done");
        assertThat(remembersScaling()).isFalse();
        assertThat(isScaleInSuspended()).isFalse();
    }

    private boolean remembersScaling() {
        return cluster.tags(OLD).containsKey(Tags.SCALING_WAS);
    }

    private boolean isScaleInSuspended() {
        return cluster.scalableTarget(OLD).suspendedState().dynamicScalingInSuspended();
    }
}
