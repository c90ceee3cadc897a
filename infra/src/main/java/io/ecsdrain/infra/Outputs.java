package io.ecsdrain.infra;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;

/** What a stack shows after its deployment. */
final class Outputs {

    private final Stack stack;

    Outputs(Stack stack) {
        this.stack = stack;
    }

    void policies(DrainPolicies policies, DrainReaper reaper) {
        add(
                "DeployerPolicyArn",
                "Attach it to the role that runs ./drain activate, deploy, rollback, status, explain and verify",
                policies.deployer().getManagedPolicyArn());
        add(
                "ReaperPolicyArn",
                "Attach it beside the deployer's policy to the role that runs ./drain reap",
                reaper.policy().getManagedPolicyArn());
        add("SidecarPolicyArn", "Attach it to the task role", policies.sidecar().getManagedPolicyArn());
    }

    void add(String id, String description, String value) {
        CfnOutput.Builder.create(stack, id)
                .description(description)
                .value(value)
                .build();
    }
}
