package io.ecsdrain.infra.policy;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What reaper and deployer both look at: a snapshot of the cluster, its routes, its parameters, its metrics. */
final class Reads {

    private static final List<String> WITHOUT_RESOURCE = List.of(
            "application-autoscaling:DescribeScalableTargets",
            "cloudwatch:GetMetricData",
            "elasticloadbalancing:DescribeListeners",
            "elasticloadbalancing:DescribeRules",
            "elasticloadbalancing:DescribeTags",
            "elasticloadbalancing:DescribeTargetGroupAttributes",
            "elasticloadbalancing:DescribeTargetGroups",
            "elasticloadbalancing:DescribeTargetHealth");

    private Reads() {}

    /** {@code more}: further reads that AWS authorises on nothing narrower than {@code *}. */
    static List<PolicyStatement> of(Reach reach, String... more) {
        return List.of(
                // ListTasks is authorised on container instances.
                Allow.when(
                        "ReadCluster", List.of("ecs:ListServices", "ecs:ListTasks"), List.of("*"), reach.inCluster()),
                // Also services of other names: a service that shares a target group must be seen.
                Allow.always(
                        "ReadServicesAndTasks",
                        List.of("ecs:DescribeServices", "ecs:DescribeTasks"),
                        List.of(
                                reach.arn("ecs", "service", reach.cluster() + "/*"),
                                reach.tasks().get(0))),
                Allow.always(
                        "ReadWithoutArn",
                        Stream.concat(WITHOUT_RESOURCE.stream(), Stream.of(more))
                                .sorted()
                                .toList(),
                        List.of("*")),
                // GetParameter is what earlier revisions ask for: a stack and those who use its policies upgrade apart.
                Allow.always(
                        "ReadParameters",
                        List.of(
                                "ssm:GetParameter",
                                "ssm:GetParameters",
                                "ssm:GetParametersByPath",
                                "ssm:ListTagsForResource"),
                        reach.parametersAndPath()));
    }
}
