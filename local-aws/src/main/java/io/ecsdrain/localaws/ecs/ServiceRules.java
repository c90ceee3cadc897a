package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.Services.AwsVpcConfiguration;
import io.ecsdrain.localaws.ecs.shapes.Services.LoadBalancer;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDefinition;
import io.ecsdrain.localaws.wire.AwsError;
import java.util.Optional;
import java.util.Set;

/** What CreateService and UpdateService insist on. */
final class ServiceRules {

    private static final int MOST_SUBNETS = 16;
    private static final int MOST_SECURITY_GROUPS = 5;
    private static final int MOST_TARGET_GROUPS = 5;
    private static final int MOST_TASKS = 5000;

    private final EcsContext context;

    ServiceRules(EcsContext context) {
        this.context = context;
    }

    void check(ServiceSettings settings, DefinitionState definition) {
        checkUpdate(settings, definition, true);
    }

    /** @param balancers whether they are given anew; those that a service has are not looked at again */
    void checkUpdate(ServiceSettings settings, DefinitionState definition, boolean balancers) {
        checkNetwork(settings, definition);
        checkChoices(settings);
        if (!balancers) {
            return;
        }
        if (settings.loadBalancers().size() > MOST_TARGET_GROUPS) {
            throw EcsErrors.invalid("load balancers can have at most 5 items.");
        }
        settings.loadBalancers().forEach(each -> checkLoadBalancer(each, definition));
    }

    private static void checkNetwork(ServiceSettings settings, DefinitionState definition) {
        boolean awsvpc = "awsvpc".equals(definition.registered.networkMode());
        if ("FARGATE".equals(settings.launchType()) && !awsvpc) {
            throw EcsErrors.invalid("Task definition does not support launch_type FARGATE.");
        }
        AwsVpcConfiguration network = Optional.ofNullable(settings.networkConfiguration())
                .map(each -> each.awsvpcConfiguration())
                .orElse(null);
        if (awsvpc && network == null) {
            throw EcsErrors.invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        }
        if (!awsvpc && network != null) {
            throw EcsErrors.invalid(
                    "Network Configuration is not valid for the given networkMode of this task definition.");
        }
        if (network != null) {
            checkSubnets(network);
        }
    }

    private static void checkSubnets(AwsVpcConfiguration network) {
        int subnets = network.subnets() == null ? 0 : network.subnets().size();
        int groups =
                network.securityGroups() == null ? 0 : network.securityGroups().size();
        if (subnets < 1) {
            throw EcsErrors.invalid("subnets can not be empty.");
        }
        if (subnets > MOST_SUBNETS) {
            throw EcsErrors.invalid("subnets can have at most 16 items.");
        }
        if (groups > MOST_SECURITY_GROUPS) {
            throw EcsErrors.invalid("securityGroups can have at most 5 items.");
        }
    }

    private static void checkChoices(ServiceSettings settings) {
        oneOf(settings.launchType(), Set.of("EC2", "FARGATE"), "launchType");
        oneOf(settings.propagateTags(), Set.of("NONE", "SERVICE", "TASK_DEFINITION"), "propagateTags");
        oneOf(settings.availabilityZoneRebalancing(), Set.of("ENABLED", "DISABLED"), "availabilityZoneRebalancing");
    }

    private static void oneOf(String value, Set<String> allowed, String member) {
        if (value != null && !allowed.contains(value)) {
            throw EcsErrors.invalid("Invalid " + member + ": " + value);
        }
    }

    static void checkDesired(int desired) {
        if (desired < 0 || desired > MOST_TASKS) {
            throw EcsErrors.invalid("desiredCount must be between 0 and 5000.");
        }
    }

    private void checkLoadBalancer(LoadBalancer asked, DefinitionState definition) {
        if (asked.loadBalancerName() != null) {
            throw AwsError.unsupported("loadBalancers with loadBalancerName");
        }
        if (asked.advancedConfiguration() != null) {
            checkGroup(EcsErrors.required(
                    asked.advancedConfiguration().alternateTargetGroupArn(), "alternateTargetGroupArn"));
        }
        String group = EcsErrors.required(asked.targetGroupArn(), "targetGroupArn");
        ContainerDefinition container = definition.containers().stream()
                .filter(each -> each.name().equals(asked.containerName()))
                .findFirst()
                .orElseThrow(() -> EcsErrors.invalid(
                        "The container " + asked.containerName() + " does not exist in the task definition."));
        boolean mapped = container.portMappings() != null
                && container.portMappings().stream()
                        .anyMatch(each -> asked.containerPort() != null
                                && asked.containerPort().equals(each.containerPort()));
        if (!mapped) {
            throw EcsErrors.invalid("The container " + container.name() + " did not have a container port "
                    + asked.containerPort() + " defined.");
        }
        checkGroup(group);
    }

    private void checkGroup(String group) {
        if (!context.targets().exists(group)) {
            throw EcsErrors.invalid("Unable to find target group with targetGroupArn " + group + ".");
        }
        if (!context.targets().attached(group)) {
            throw EcsErrors.invalid(
                    "The target group with targetGroupArn " + group + " does not have an associated load balancer.");
        }
    }
}
