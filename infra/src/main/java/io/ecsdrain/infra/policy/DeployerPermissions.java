package io.ecsdrain.infra.policy;

import io.ecsdrain.contract.Tags;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * What {@code activate}, {@code deploy}, {@code rollback}, {@code status}, {@code explain} and {@code verify} call. For
 * {@code reap} and {@code retire --now} attach the reaper's policy beside it: a role that may deploy need not be able
 * to retire.
 */
public final class DeployerPermissions {

    private DeployerPermissions() {}

    /** {@code passRoles}: the task and execution roles of the task definitions that {@code deploy} registers. */
    public static List<PolicyStatement> of(Reach reach, List<String> passRoles) {
        List<PolicyStatement> all = new ArrayList<>(Reads.of(
                reach,
                "application-autoscaling:DescribeScalingPolicies",
                "application-autoscaling:DescribeScheduledActions",
                "ecs:DescribeTaskDefinition",
                "elasticloadbalancing:DescribeAccountLimits",
                "elasticloadbalancing:DescribeLoadBalancers"));
        all.add(Allow.always("FindCluster", List.of("ecs:DescribeClusters"), List.of(reach.clusterArn())));
        all.addAll(services(reach));
        all.addAll(routes(reach));
        all.add(Allow.always(
                "WriteParameters",
                List.of("ssm:PutParameter", "ssm:AddTagsToResource"),
                List.of(reach.stateParameters(), reach.register())));
        all.addAll(Scaling.of(
                reach,
                "WriteScaling",
                List.of(
                        "application-autoscaling:PutScalingPolicy",
                        "application-autoscaling:PutScheduledAction",
                        "application-autoscaling:RegisterScalableTarget")));
        if (!passRoles.isEmpty()) {
            all.add(Allow.when(
                    "PassRolesToTasks",
                    List.of("iam:PassRole"),
                    passRoles,
                    new Conditions().equal("iam:PassedToService", "ecs-tasks.amazonaws.com")));
        }
        return all;
    }

    private static List<PolicyStatement> services(Reach reach) {
        return List.of(
                Allow.always(
                        "RegisterTaskDefinitions",
                        List.of("ecs:RegisterTaskDefinition"),
                        List.of(reach.arn("ecs", "task-definition", "*:*"))),
                Allow.when(
                        "CreateServices",
                        List.of("ecs:CreateService"),
                        reach.services(),
                        reach.tagged(Reach.REQUEST_TAG)),
                // Permission to tag a service is permission to have it deleted: what is the name's stays the name's.
                Allow.when("TagServices", List.of("ecs:TagResource"), reach.services(), reach.keepingName()),
                // At creation, and where activate adopts what a team's script made without tags: only as the name's
                // own.
                Allow.when(
                        "TagNewServices",
                        List.of("ecs:TagResource"),
                        reach.services(),
                        reach.tagged(Reach.REQUEST_TAG).missing(Reach.RESOURCE_TAG + Tags.DEPLOYMENT_NAME)),
                Allow.when(
                        "RestoreServices",
                        List.of("ecs:UpdateService", "ecs:UntagResource"),
                        reach.services(),
                        reach.tagged(Reach.RESOURCE_TAG)));
    }

    private static List<PolicyStatement> routes(Reach reach) {
        return List.of(
                Allow.when(
                        "CreateTargetGroups",
                        List.of("elasticloadbalancing:CreateTargetGroup"),
                        reach.targetGroups(),
                        reach.tagged(Reach.REQUEST_TAG)),
                // Authorised on the listener that gets the rule.
                Allow.when(
                        "CreateRules",
                        List.of("elasticloadbalancing:CreateRule"),
                        reach.listenersOrAny(),
                        reach.tagged(Reach.REQUEST_TAG)),
                Allow.when(
                        "TagAtCreation",
                        List.of("elasticloadbalancing:AddTags"),
                        join(reach.targetGroups(), reach.rules()),
                        reach.tagged(Reach.REQUEST_TAG)
                                .equal(
                                        "elasticloadbalancing:CreateAction",
                                        List.of("CreateRule", "CreateTargetGroup"))),
                Allow.when(
                        "RestoreRules",
                        List.of("elasticloadbalancing:ModifyRule", "elasticloadbalancing:RemoveTags"),
                        reach.rules(),
                        reach.taggedRoutes()),
                Allow.when(
                        "RestoreTargetGroups",
                        List.of("elasticloadbalancing:ModifyTargetGroupAttributes"),
                        reach.targetGroups(),
                        reach.taggedRoutes()),
                // The listener is the team's and carries no tag of ours.
                Allow.always(
                        "PointDefaultAction", List.of("elasticloadbalancing:ModifyListener"), reach.listenersOrAny()));
    }

    private static List<String> join(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
