package io.ecsdrain.infra.policy;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * The reaper's actions, one statement for each reason. Whatever changes something names the ARNs it may change, and the
 * tag that must be on them where the action knows tag conditions; {@code *} remains for reads that AWS authorises on
 * nothing narrower.
 */
public final class ReaperPermissions {

    private ReaperPermissions() {}

    /**
     * @param logs the log group whose lines it reads, as {@code LOG_GROUP} has it; empty if it reads the metric alone
     */
    public static List<PolicyStatement> of(Reach reach, Optional<String> logs) {
        List<PolicyStatement> all = new ArrayList<>(Reads.of(reach));
        all.addAll(services(reach));
        all.addAll(routes(reach));
        // Neither action knows a tag that the script of docs/plan.md would have set, so the path is the narrowing.
        all.add(Allow.always(
                "WriteParameters",
                List.of("ssm:PutParameter", "ssm:DeleteParameter"),
                List.of(reach.stateParameters(), reach.fenceParameters())));
        all.addAll(Scaling.of(
                reach,
                "SuspendAndRemoveScaling",
                List.of(
                        "application-autoscaling:RegisterScalableTarget",
                        "application-autoscaling:DeregisterScalableTarget")));
        logs.ifPresent(group -> all.add(
                Allow.always("ReadSidecarLines", List.of("logs:FilterLogEvents"), List.of(reach.logGroup(group)))));
        return all;
    }

    private static List<PolicyStatement> services(Reach reach) {
        return List.of(
                Allow.when(
                        "ScaleAndMarkServices",
                        List.of("ecs:UpdateService", "ecs:TagResource", "ecs:UntagResource"),
                        reach.services(),
                        reach.tagged(Reach.RESOURCE_TAG)),
                // Only what carries our mark is deleted (docs/invariants.md): IAM holds that as well as the code.
                Allow.when(
                        "DeleteRetiredServices",
                        List.of("ecs:DeleteService"),
                        reach.services(),
                        reach.tagged(Reach.RESOURCE_TAG)
                                .equal(Reach.RESOURCE_TAG + Tags.STATE, TagState.RETIRED.word())),
                // Tasks carry no tags of ours (propagateTags is the user's), so the cluster is the narrowest there is.
                Allow.always(
                        "ClearTaskProtection",
                        List.of("ecs:GetTaskProtection", "ecs:UpdateTaskProtection"),
                        reach.tasks()));
    }

    private static List<PolicyStatement> routes(Reach reach) {
        return List.of(
                Allow.when(
                        "ParkAndDeleteRules",
                        List.of(
                                "elasticloadbalancing:AddTags",
                                "elasticloadbalancing:RemoveTags",
                                "elasticloadbalancing:ModifyRule",
                                "elasticloadbalancing:DeleteRule"),
                        reach.rules(),
                        reach.taggedRoutes()),
                Allow.when(
                        "ShortenAndDeleteTargetGroups",
                        List.of(
                                "elasticloadbalancing:AddTags",
                                "elasticloadbalancing:RemoveTags",
                                "elasticloadbalancing:ModifyTargetGroupAttributes",
                                "elasticloadbalancing:DeleteTargetGroup"),
                        reach.targetGroups(),
                        reach.taggedRoutes()),
                // Converge points the default action at the live deployment. The listener is the team's and carries no
                // tag of ours.
                Allow.always(
                        "ConvergeDefaultAction",
                        List.of("elasticloadbalancing:ModifyListener"),
                        reach.listenersOrAny()));
    }
}
