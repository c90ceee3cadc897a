package io.ecsdrain.deployer.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.NotThere;
import io.ecsdrain.deployer.plan.deploy.DeployRequest;
import io.ecsdrain.deployer.plan.taskdef.TaskDefinitions;
import io.ecsdrain.inventory.aws.AwsClients;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Finds or registers the task definition that a service is to run. */
final class Definitions {

    private final AwsClients clients;

    Definitions(AwsClients clients) {
        this.clients = clients;
    }

    /** What a service needs to know of it. */
    record Found(String arn, boolean fargate, boolean sidecar) {}

    /**
     * A request without effect yet, checked member by member.
     *
     * @throws ConfigurationException if the document has members that AWS does not know, or values of another type
     */
    static Optional<RegisterTaskDefinitionRequest> request(DeployRequest.TaskDefinition definition, DeploymentKey key) {
        return definition.document().map(document -> {
            // As it stands first: the deployment's variables can be written only where the lists are lists.
            read(document);
            return read(TaskDefinitions.withDeployment(document, key));
        });
    }

    private static RegisterTaskDefinitionRequest read(JsonNode document) {
        RegisterTaskDefinitionRequest.Builder builder = RegisterTaskDefinitionRequest.builder();
        List<String> problems = SdkJson.fill((SdkPojo) builder, document);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems.stream()
                    .map(problem -> "--task-definition: " + problem)
                    .toList());
        }
        return builder.build();
    }

    Found register(RegisterTaskDefinitionRequest request) {
        return found(clients.ecs().registerTaskDefinition(request).taskDefinition());
    }

    /**
     * A definition that is registered already.
     *
     * @throws NotThere if there is none, or it is INACTIVE, or has no such container and port
     */
    Found existing(DeployRequest request) {
        String reference = request.taskDefinition().reference().orElseThrow();
        TaskDefinition found;
        try {
            found = clients.ecs()
                    .describeTaskDefinition(describe -> describe.taskDefinition(reference))
                    .taskDefinition();
        } catch (EcsException refused) {
            // AWS reports an unknown definition under more than one code, but always as a fault of the caller.
            if (refused.statusCode() != 400 || refused.isThrottlingException() || isDenied(refused)) {
                throw refused;
            }
            throw new NotThere("there is no task definition '" + reference + "'");
        }
        boolean fits = found.containerDefinitions().stream()
                .filter(container -> request.service().containerName().equals(container.name()))
                .flatMap(container -> container.portMappings().stream())
                .anyMatch(
                        mapping -> mapping.containerPort() == request.service().containerPort());
        if (!"ACTIVE".equals(found.statusAsString()) || !fits) {
            throw new NotThere("task definition '" + reference + "' is " + found.statusAsString()
                    + " and must have container '" + request.service().containerName() + "' with containerPort "
                    + request.service().containerPort());
        }
        return found(found);
    }

    /**
     * Where the definition that a service runs is not the wanted one. A document is compared member by member, for
     * registering it once more would make another revision of the same content.
     */
    List<String> differences(String running, DeployRun.Definition wanted) {
        if (wanted.toRegister().isEmpty()) {
            String asked = wanted.found().orElseThrow().arn();
            return asked.equals(running)
                    ? List.of()
                    : List.of("--task-definition: it runs " + running + ", asked for is " + asked);
        }
        TaskDefinition there = clients.ecs()
                .describeTaskDefinition(describe -> describe.taskDefinition(running))
                .taskDefinition();
        return SdkDifference.between(wanted.toRegister().get(), there).stream()
                .map(difference -> "--task-definition: " + difference)
                .toList();
    }

    private static boolean isDenied(EcsException refused) {
        return refused.awsErrorDetails() != null
                && String.valueOf(refused.awsErrorDetails().errorCode()).contains("AccessDenied");
    }

    private static Found found(TaskDefinition definition) {
        return new Found(
                definition.taskDefinitionArn(),
                definition.requiresCompatibilities().contains(Compatibility.FARGATE),
                hasSidecar(definition.containerDefinitions()));
    }

    static boolean hasSidecar(List<ContainerDefinition> containers) {
        return containers.stream()
                .anyMatch(container ->
                        TaskDefinitions.isSidecar(String.valueOf(container.name()), String.valueOf(container.image())));
    }
}
