package io.ecsdrain.infra;

import io.ecsdrain.infra.policy.Reach;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.constructs.Construct;

/** One stack for each cluster, or for each deployment name of a cluster. */
public final class DrainStack extends Stack {

    DrainStack(Construct scope, InfraConfig config, StackProps props) {
        super(scope, id(config), props);
        Reach reach = new Reach(
                this, config.cluster(), config.deploymentName(), config.listenerArns(), config.untaggedRoutes());
        DrainReaper reaper = new DrainReaper(this, "Reaper", config, reach);
        DrainPolicies policies =
                new DrainPolicies(this, "Policies", reach, config.passRoles(), config.taskProtection());
        output("DeployerPolicyArn", policies.deployer());
        output("ReaperPolicyArn", reaper.policy());
        output("SidecarPolicyArn", policies.sidecar());
    }

    private void output(String id, ManagedPolicy policy) {
        CfnOutput.Builder.create(this, id).value(policy.getManagedPolicyArn()).build();
    }

    /** Stack names know no underscore, cluster names do. */
    private static String id(InfraConfig config) {
        String cluster = config.cluster().replace('_', '-');
        return "EcsDrain-" + cluster
                + config.deploymentName().map(name -> "-" + name).orElse("");
    }
}
