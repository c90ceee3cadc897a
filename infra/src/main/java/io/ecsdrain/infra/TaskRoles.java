package io.ecsdrain.infra;

import io.ecsdrain.infra.policy.Reach;
import io.ecsdrain.infra.policy.TaskPermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.iam.ServicePrincipalOpts;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** The two roles of every task: its own, which app and sidecar use, and the one that ECS starts it with. */
final class TaskRoles extends Construct {

    private final Role task;
    private final Role execution;

    TaskRoles(Construct scope, String id, Reach reach, LogGroup logs) {
        super(scope, id);
        task = role("Task", "ecs-drain: what the tasks may do; add what your app needs");
        execution = role("Execution", "ecs-drain: pulls the tasks' images and writes their logs");
        List<PolicyStatement> statements = TaskPermissions.executionRole(reach, logs.getLogGroupArn());
        statements.forEach(execution::addToPolicy);
        Nag.suppress(
                execution,
                "AwsSolutions-IAM5",
                "Which repositories hold the images is not known here; reading them changes nothing. Log streams and the"
                        + " registry's token know no narrower resource.");
    }

    Role task() {
        return task;
    }

    Role execution() {
        return execution;
    }

    List<String> arns() {
        return List.of(task.getRoleArn(), execution.getRoleArn());
    }

    /** Only for tasks of this account: without the condition ECS could be asked to use it on behalf of another. */
    private Role role(String id, String description) {
        Stack stack = Stack.of(this);
        String tasks = "arn:" + stack.getPartition() + ":ecs:" + stack.getRegion() + ":" + stack.getAccount() + ":*";
        return Role.Builder.create(this, id)
                .description(description)
                .assumedBy(new ServicePrincipal(
                        "ecs-tasks.amazonaws.com",
                        ServicePrincipalOpts.builder()
                                .conditions(new TreeMap<>(Map.of(
                                        "ArnLike", Map.of("aws:SourceArn", tasks),
                                        "StringEquals", Map.of("aws:SourceAccount", stack.getAccount()))))
                                .build()))
                .build();
    }
}
