package io.ecsdrain.infra;

import io.ecsdrain.infra.policy.Reach;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/** The reaper and the policies for a cluster and a listener that are there already. */
public final class ReaperStack extends Stack {

    ReaperStack(Construct scope, String id, InfraConfig config, StackProps props) {
        super(scope, id, props);
        getTemplateOptions().setDescription("ecs-drain: the reaper, and policies for deployer and task role");
        Reach reach = new Reach(
                this, config.cluster(), config.deploymentName(), config.listenerArns(), config.untaggedRoutes());
        Code code = Code.fromAsset(config.reaperJar().toString());
        DrainReaper reaper = new DrainReaper(this, "Reaper", reach, code, config.reaper());
        DrainPolicies policies =
                new DrainPolicies(this, "Policies", reach, config.passRoles(), config.taskProtection());
        new Outputs(this).policies(policies, reaper);
    }
}
