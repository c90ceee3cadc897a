package io.ecsdrain.infra.policy;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What a task's two roles need for the sidecar. */
public final class TaskPermissions {

    private TaskPermissions() {}

    /**
     * For the task role, which app and sidecar share: the task's own state and fence. What goes through stdout needs
     * nothing here.
     *
     * @param protection whether the sidecar protects its task from scale-in (DRAIN_TASK_PROTECTION)
     */
    public static List<PolicyStatement> taskRole(Reach reach, boolean protection) {
        List<PolicyStatement> all = new ArrayList<>();
        // A task's id is not known before it runs, so it is every deployment of the name.
        // Sidecars of earlier versions ask for the first action alone.
        all.add(Allow.always(
                "ReadState",
                List.of("ssm:GetParameter", "ssm:GetParameters"),
                List.of(reach.stateParameters(), reach.fenceParameters())));
        if (protection) {
            all.add(Allow.always("ProtectTask", List.of("ecs:UpdateTaskProtection"), reach.tasks()));
        }
        return all;
    }

    /**
     * For the execution role, which ECS uses to pull images and to write the containers' log streams.
     *
     * @param logGroupArn with the {@code :*} at its end
     */
    public static List<PolicyStatement> executionRole(Reach reach, String logGroupArn) {
        return List.of(
                Allow.always("WriteLogs", List.of("logs:CreateLogStream", "logs:PutLogEvents"), List.of(logGroupArn)),
                Allow.always("EnterRegistry", List.of("ecr:GetAuthorizationToken"), List.of("*")),
                Allow.always(
                        "PullImages",
                        List.of("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
                        List.of(reach.arn("ecr", "repository", "*"))));
    }
}
