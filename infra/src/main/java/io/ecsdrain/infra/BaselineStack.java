package io.ecsdrain.infra;

import io.ecsdrain.infra.policy.Reach;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * All that is permanent, for those who start from nothing: network, load balancer, cluster, log group, roles, reaper,
 * policies.
 */
public final class BaselineStack extends Stack {

    BaselineStack(Construct scope, String id, InfraConfig config, StackProps props) {
        super(scope, id, props);
        getTemplateOptions().setDescription("ecs-drain: network, load balancer, cluster, roles, reaper");
        BaselineNetwork network = new BaselineNetwork(this, "Network", config.baseline());
        cluster(config, network);
        LogGroup logs = LogGroup.Builder.create(this, "TaskLogs")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        Reach reach = new Reach(
                this,
                config.cluster(),
                config.deploymentName(),
                List.of(network.listener().getListenerArn()),
                config.untaggedRoutes());
        Code code = Code.fromAsset(config.reaperJar().toString());
        DrainReaper reaper = new DrainReaper(this, "Reaper", reach, code, config.reaper());
        TaskRoles roles = new TaskRoles(this, "TaskRoles", reach, logs);
        List<String> passRoles = new ArrayList<>(config.passRoles());
        passRoles.addAll(roles.arns());
        DrainPolicies policies = new DrainPolicies(this, "Policies", reach, passRoles, config.taskProtection());
        policies.sidecar().attachToRole(roles.task());
        outputs(config, network, roles, logs, new Outputs(this)).policies(policies, reaper);
    }

    private void cluster(InfraConfig config, BaselineNetwork network) {
        Cluster cluster = Cluster.Builder.create(this, "Cluster")
                .clusterName(config.cluster())
                .vpc(network.vpc())
                .build();
        Nag.suppress(
                cluster,
                "AwsSolutions-ECS4",
                "Container Insights are billed by the metric, and nothing here reads them; switch them on where you do.");
    }

    private Outputs outputs(
            InfraConfig config, BaselineNetwork network, TaskRoles roles, LogGroup logs, Outputs outputs) {
        String listener = network.listener().getListenerArn();
        outputs.add(
                "Url",
                "Where clients come in",
                network.scheme() + "://" + network.loadBalancer().getLoadBalancerDnsName());
        outputs.add("ListenerArn", "For --listener, and for stacks of further names", listener);
        outputs.add("LogGroupName", "For the containers' awslogs-group", logs.getLogGroupName());
        outputs.add("TaskRoleArn", "For taskRoleArn", roles.task().getRoleArn());
        outputs.add(
                "ExecutionRoleArn", "For executionRoleArn", roles.execution().getRoleArn());
        outputs.add(
                "DeployCommand",
                "Makes a version live; put in its id, its task definition and the name of its container",
                "./drain deploy --region " + getRegion() + " --cluster " + config.cluster() + " --deployment-name "
                        + config.deploymentName().orElseThrow()
                        + " --deployment-id ID --task-definition FILE --container NAME --container-port "
                        + config.baseline().containerPort() + " --listener " + listener + " --subnets "
                        + network.taskSubnets() + " --security-groups "
                        + network.taskGroup().getSecurityGroupId());
        return outputs;
    }
}
