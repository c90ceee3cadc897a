package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.LiveExecutor;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Attachments;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;

/**
 * Another actor comes between the plan and its execution: the executor declines, and what it does do it does gently.
 */
class PreconditionsTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey NEW = new DeploymentKey("app", "v10");

    private ReaperCluster cluster;
    private LiveExecutor executor;

    @BeforeEach
    void anOldDrainingAndANewActiveDeployment() {
        cluster = new ReaperCluster();
        cluster.supersede(OLD, NEW, 2);
        executor = cluster.executor();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private Attachments attachments() {
        return new Attachments(List.of(cluster.group(OLD)), List.of(cluster.balancer));
    }

    private Outcome zero() {
        return executor.execute(OLD, new Action.ScaleToZero(Grounds.DRAINING, attachments(), Optional.empty()));
    }

    private String arn() {
        return cluster.service(OLD).orElseThrow().serviceArn();
    }

    private Map<String, String> tags() {
        return cluster.tags(OLD);
    }

    @Test
    void aDeploymentMadeActiveSinceThePlanIsNotScaledDown() {
        cluster.parameter(OLD, "active");
        assertThat(zero()).isInstanceOf(Outcome.Stale.class);
        assertThat(cluster.service(OLD).orElseThrow().desiredCount()).isEqualTo(2);
    }

    @Test
    void aDeploymentThatTheRegisterNamesByNowIsNotScaledDown() {
        cluster.settle();
        cluster.parameter("/apps/app/live", OLD.id());
        assertThat(zero()).isInstanceOf(Outcome.Stale.class);
        assertThat(cluster.mutationsByReaper()).isEmpty();
    }

    @Test
    void aDeploymentPinnedSinceThePlanIsNeitherScaledDownNorDeleted() {
        cluster.settle();
        cluster.rules()
                .forEach(rule -> executor.execute(
                        OLD, new Action.ParkRules(List.of(new RuleRef(rule.ruleArn(), cluster.listener)))));
        int parked = cluster.mutationsByReaper().size();
        cluster.tag(
                arn(),
                Map.of(Tags.PINNED_UNTIL, cluster.aws.now().plusSeconds(60).toString()));

        assertThat(zero()).isInstanceOf(Outcome.Stale.class).asString().contains("it is pinned until");
        assertThat(executor.execute(OLD, new Action.MarkRetired(Grounds.DRAINING, arn(), attachments())))
                .isInstanceOf(Outcome.Stale.class);
        assertThat(cluster.mutationsByReaper()).hasSize(parked);

        cluster.aws.advance(Duration.ofSeconds(61));
        assertThat(zero()).isInstanceOf(Outcome.Done.class);
    }

    /** Found by random history -179603850406621. */
    @Test
    void aDeploymentPinnedWhileASlowLookGoesOnIsNotScaledDown() {
        cluster.settle();
        cluster.rules()
                .forEach(rule -> executor.execute(
                        OLD, new Action.ParkRules(List.of(new RuleRef(rule.ruleArn(), cluster.listener)))));
        int parked = cluster.mutationsByReaper().size();
        meanwhile("describeListeners", () -> cluster.tag(arn(), Map.of(Tags.PINNED_UNTIL, Tags.FOREVER)));

        assertThat(zero()).isEqualTo(new Outcome.Stale("it is pinned until it is unpinned"));
        assertThat(cluster.mutationsByReaper()).hasSize(parked);
    }

    /** The mark rests on the service, which is read before the listeners; a slow answer of these is time to pin it. */
    @Test
    void aDeploymentPinnedWhileASlowLookGoesOnIsNotMarkedForDeletion() {
        cluster.settle();
        cluster.scale(OLD, 0);
        cluster.aws.advance(Duration.ofMinutes(10));
        int before = cluster.mutationsByReaper().size();
        meanwhile("describeListeners", () -> cluster.tag(arn(), Map.of(Tags.PINNED_UNTIL, Tags.FOREVER)));

        assertThat(executor.execute(OLD, new Action.MarkRetired(Grounds.DRAINING, arn(), attachments())))
                .isEqualTo(new Outcome.Stale("it is pinned until it is unpinned"));
        assertThat(cluster.mutationsByReaper()).hasSize(before);
    }

    /** The executor's first call of this kind takes a minute, in which {@code hand} acts. */
    private void meanwhile(String call, Runnable hand) {
        AwsClients clients = cluster.reaperBefore(call, () -> {
            cluster.aws.advance(Duration.ofMinutes(1));
            hand.run();
        });
        executor = new LiveExecutor(clients, ReaperCluster.NAME, cluster.aws::now, cluster.aws::advance);
    }

    /** Its own state is read first, who is live last; found by random history 2595. */
    @Test
    void aDeploymentThatTheRegisterNamesBetweenTheLooksOfOneRecheckIsNotScaledDown() {
        cluster.settle();
        cluster.rules()
                .forEach(rule -> executor.execute(
                        OLD, new Action.ParkRules(List.of(new RuleRef(rule.ruleArn(), cluster.listener)))));
        int parked = cluster.mutationsByReaper().size();
        AwsClients clients =
                cluster.reaperBefore("getParametersByPath", () -> cluster.parameter("/apps/app/live", OLD.id()));
        executor = new LiveExecutor(clients, ReaperCluster.NAME, cluster.aws::now, cluster.aws::advance);

        assertThat(zero()).isEqualTo(new Outcome.Stale("it is to be live now"));
        assertThat(cluster.mutationsByReaper()).hasSize(parked);
    }

    @Test
    void aDeploymentPutBackBehindTheDefaultActionIsNotScaledDown() {
        cluster.defaultAction(OLD);
        assertThat(zero()).isInstanceOf(Outcome.Stale.class);
        assertThat(cluster.mutationsByReaper()).isEmpty();
    }

    @Test
    void tasksOfADeploymentMadeActiveSinceThePlanKeepTheirProtection() {
        cluster.settle();
        Action clear = new Action.ClearTaskProtection(Grounds.DRAINING, protectedTasks());
        cluster.parameter(OLD, "active");
        assertThat(executor.execute(OLD, clear)).isInstanceOf(Outcome.Stale.class);
        assertThat(cluster.mutationsByReaper()).isEmpty();
        cluster.parameter(OLD, "draining");
        assertThat(executor.execute(OLD, clear)).isInstanceOf(Outcome.Done.class);
        assertThat(executor.execute(OLD, clear))
                .as("no task is protected any more")
                .isInstanceOf(Outcome.AlreadyGone.class);
    }

    private List<String> protectedTasks() {
        List<String> tasks = cluster.tasks(OLD);
        cluster.team.ecs().updateTaskProtection(request -> request.cluster(ReaperCluster.NAME)
                .tasks(tasks)
                .protectionEnabled(true));
        return tasks;
    }

    @Test
    void anUnreadableParameterIsAFailureAndNothingIsDone() {
        cluster.aws.faults().on("ssm", "GetParameters").then(io.ecsdrain.localaws.wire.Fault.serverError());
        assertThat(zero()).isInstanceOf(Outcome.Failed.class);
        assertThat(cluster.mutationsByReaper()).isEmpty();
    }

    @Test
    void nothingIsDeletedWithoutTheMarkNorWithATask() {
        List<Action> deletions = List.of(
                new Action.MarkRetired(Grounds.DRAINING, arn(), attachments()),
                new Action.DeleteRule(
                        Grounds.RETIRED,
                        new RuleRef(cluster.rules().get(0).ruleArn(), cluster.listener),
                        List.of(cluster.group(OLD))),
                new Action.DeleteTargetGroup(Grounds.RETIRED, cluster.group(OLD)),
                new Action.DeleteParameter(Grounds.RETIRED, OLD.stateParameter()),
                new Action.DeleteService(Grounds.RETIRED, arn()));
        assertThat(deletions)
                .allSatisfy(action -> assertThat(executor.execute(OLD, action)).isInstanceOf(Outcome.Stale.class));
        assertThat(cluster.mutationsByReaper()).isEmpty();
    }

    @Test
    void whatIsGoneAlreadyIsSuccess() {
        cluster.team.ecs().deleteService(delete -> delete.cluster(ReaperCluster.NAME)
                .service(OLD.serviceName())
                .force(true));
        cluster.aws.advance(Duration.ofMinutes(10));
        String rule = cluster.rules().get(0).ruleArn();
        cluster.team.elb().deleteRule(delete -> delete.ruleArn(rule));
        RuleRef ref = new RuleRef(rule, cluster.listener);
        assertThat(executor.execute(OLD, new Action.DeleteRule(Grounds.LEFTOVER, ref, List.of(cluster.group(OLD)))))
                .isInstanceOf(Outcome.AlreadyGone.class);
        assertThat(executor.execute(OLD, new Action.DeleteParameter(Grounds.LEFTOVER, OLD.stateParameter())))
                .isInstanceOf(Outcome.Done.class);
        assertThat(executor.execute(OLD, new Action.DeleteParameter(Grounds.LEFTOVER, OLD.stateParameter())))
                .isInstanceOf(Outcome.AlreadyGone.class);
    }

    @Test
    void noScalableTargetIsMadeWhereThereWasNone() {
        assertThat(executor.execute(OLD, new Action.SuspendScaleIn("arn")).isSuccess())
                .isTrue();
        assertThat(cluster.mutationsByReaper()).isEmpty();
    }

    @Test
    void scalingIsHeldStillAndItsOriginalRemembered() {
        registerTarget();
        assertThat(executor.execute(OLD, new Action.SuspendScaleIn(arn())).isSuccess())
                .isTrue();
        assertThat(executor.execute(OLD, new Action.SuspendAllScaling(Grounds.DRAINING, arn()))
                        .isSuccess())
                .isTrue();
        assertThat(target().suspendedState().dynamicScalingInSuspended()).isTrue();
        assertThat(target().suspendedState().dynamicScalingOutSuspended()).isTrue();
        assertThat(target().minCapacity()).isEqualTo(2);
        assertThat(tags()).containsEntry(Tags.SCALING_WAS, "none");
    }

    @Test
    void anActiveDeploymentWithOurMarksGetsItsOriginalsBack() {
        registerTarget();
        List<String> groups = List.of(cluster.group(OLD));
        RuleRef rule = new RuleRef(cluster.rules().get(0).ruleArn(), cluster.listener);
        assertThat(List.of(
                        new Action.ParkRules(List.of(rule)),
                        new Action.WriteOriginals(Grounds.DRAINING, arn(), groups),
                        new Action.SuspendAllScaling(Grounds.DRAINING, arn()),
                        new Action.LowerDeregistrationDelay(groups, 10)))
                .allSatisfy(action ->
                        assertThat(executor.execute(OLD, action).isSuccess()).isTrue());
        assertThat(zero()).isInstanceOf(Outcome.Done.class);
        assertThat(cluster.service(OLD).orElseThrow().desiredCount()).isZero();
        cluster.parameter(OLD, "active");
        assertThat(executor.execute(OLD, new Action.RestoreOriginals(arn(), groups, true)))
                .isInstanceOf(Outcome.Done.class);
        assertThat(cluster.service(OLD).orElseThrow().desiredCount()).isEqualTo(2);
        assertThat(target().suspendedState().dynamicScalingOutSuspended()).isFalse();
        assertThat(tags()).doesNotContainKeys(Tags.DESIRED_COUNT, Tags.SCALING_WAS);
        assertThat(delay()).isEqualTo("300");
    }

    @Test
    void theListenersOfALoadBalancerAreReadOnceAtEachRecheck() {
        zero();
        assertThat(cluster.callsByReaper()).containsOnlyOnce("DescribeListeners");
    }

    private String delay() {
        return cluster.delay(OLD);
    }

    private void registerTarget() {
        cluster.scalable(OLD, 2);
    }

    private ScalableTarget target() {
        return cluster.scalableTarget(OLD);
    }
}
