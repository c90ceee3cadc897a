package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDefinition;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDependency;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerRestartPolicy;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.RegisterTaskDefinitionInput;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What RegisterTaskDefinition insists on. */
final class ContainerRules {

    private static final int MOST_CONTAINERS = 10;
    private static final int FARGATE_STOP_TIMEOUT = 120;
    private static final Set<String> CONDITIONS = Set.of("START", "COMPLETE", "SUCCESS", "HEALTHY");

    private ContainerRules() {}

    static void check(RegisterTaskDefinitionInput in) {
        Names.check(in.family(), "Family");
        List<ContainerDefinition> containers = in.containerDefinitions();
        if (containers == null || containers.isEmpty() || containers.size() > MOST_CONTAINERS) {
            throw EcsErrors.client("A task definition has 1 to 10 containers.");
        }
        Map<String, ContainerDefinition> byName = new HashMap<>();
        for (ContainerDefinition each : containers) {
            Names.check(each.name(), "Container name");
            Members.refuse("RegisterTaskDefinition", each, Set.of("firelensConfiguration"));
            checkRestartPolicy(each.restartPolicy());
            if (byName.put(each.name(), each) != null) {
                throw EcsErrors.client("Container name '" + each.name() + "' is not unique.");
            }
        }
        if (containers.stream().allMatch(each -> Boolean.FALSE.equals(each.essential()))) {
            throw EcsErrors.client("A task definition must have at least one essential container");
        }
        checkFargate(in);
        byName.values().forEach(each -> checkDependencies(each, byName));
        byName.keySet().forEach(each -> refuseCycle(each, byName, new HashSet<>()));
    }

    private static void checkRestartPolicy(ContainerRestartPolicy policy) {
        Integer period = policy == null ? null : policy.restartAttemptPeriod();
        if (period != null && (period < 60 || period > 1800)) {
            throw EcsErrors.client("restartAttemptPeriod must be between 60 and 1800 seconds.");
        }
    }

    private static void checkFargate(RegisterTaskDefinitionInput in) {
        boolean fargate = in.requiresCompatibilities() != null
                && in.requiresCompatibilities().contains("FARGATE");
        if (!fargate) {
            return;
        }
        if (!"awsvpc".equals(in.networkMode())) {
            throw EcsErrors.client("Fargate only supports network mode 'awsvpc'.");
        }
        if (in.cpu() == null || in.memory() == null) {
            throw EcsErrors.client("Fargate requires that 'cpu' and 'memory' be defined at the task level.");
        }
        for (ContainerDefinition each : in.containerDefinitions()) {
            if (each.stopTimeout() != null && (each.stopTimeout() < 2 || each.stopTimeout() > FARGATE_STOP_TIMEOUT)) {
                throw EcsErrors.client("stopTimeout must be between 2 and 120 seconds on Fargate.");
            }
        }
    }

    private static void checkDependencies(ContainerDefinition container, Map<String, ContainerDefinition> byName) {
        for (ContainerDependency each : dependencies(container)) {
            ContainerDefinition on = byName.get(each.containerName());
            if (on == null || !CONDITIONS.contains(each.condition())) {
                throw EcsErrors.client("Container '" + container.name() + "' has an invalid dependency: " + each);
            }
            boolean mustExit =
                    each.condition().equals("COMPLETE") || each.condition().equals("SUCCESS");
            if (mustExit && !Boolean.FALSE.equals(on.essential())) {
                throw EcsErrors.client("A container with condition " + each.condition() + " cannot be essential.");
            }
            if (each.condition().equals("HEALTHY") && on.healthCheck() == null) {
                throw EcsErrors.client("Container '" + on.name() + "' needs a health check.");
            }
        }
    }

    private static void refuseCycle(String name, Map<String, ContainerDefinition> byName, Set<String> above) {
        if (!above.add(name)) {
            throw EcsErrors.client("Cycle detected in container dependencies.");
        }
        for (ContainerDependency each : dependencies(byName.get(name))) {
            refuseCycle(each.containerName(), byName, new HashSet<>(above));
        }
    }

    private static List<ContainerDependency> dependencies(ContainerDefinition container) {
        return container.dependsOn() == null ? List.of() : container.dependsOn();
    }
}
