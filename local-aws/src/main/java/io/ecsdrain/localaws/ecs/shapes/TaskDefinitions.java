package io.ecsdrain.localaws.ecs.shapes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What the task definition operations take, every member that the API has. Parts that nothing here interprets stay
 * JSON.
 */
public final class TaskDefinitions {

    private TaskDefinitions() {}

    public record PortMapping(
            Integer containerPort,
            Integer hostPort,
            String protocol,
            String name,
            String appProtocol,
            String containerPortRange) {}

    public record ContainerDependency(String containerName, String condition) {}

    public record LogConfiguration(String logDriver, Map<String, String> options, List<JsonNode> secretOptions) {}

    public record HealthCheck(
            List<String> command, Integer interval, Integer timeout, Integer retries, Integer startPeriod) {}

    public record ContainerRestartPolicy(
            Boolean enabled, List<Integer> ignoredExitCodes, Integer restartAttemptPeriod) {}

    public record ContainerDefinition(
            String name,
            String image,
            JsonNode repositoryCredentials,
            Integer cpu,
            Integer memory,
            Integer memoryReservation,
            List<String> links,
            List<PortMapping> portMappings,
            Boolean essential,
            ContainerRestartPolicy restartPolicy,
            List<String> entryPoint,
            List<String> command,
            List<Common.KeyValuePair> environment,
            List<JsonNode> environmentFiles,
            List<JsonNode> mountPoints,
            List<JsonNode> volumesFrom,
            JsonNode linuxParameters,
            List<JsonNode> secrets,
            List<ContainerDependency> dependsOn,
            Integer startTimeout,
            Integer stopTimeout,
            String versionConsistency,
            String hostname,
            String user,
            String workingDirectory,
            Boolean disableNetworking,
            Boolean privileged,
            Boolean readonlyRootFilesystem,
            List<String> dnsServers,
            List<String> dnsSearchDomains,
            List<JsonNode> extraHosts,
            List<String> dockerSecurityOptions,
            Boolean interactive,
            Boolean pseudoTerminal,
            Map<String, String> dockerLabels,
            List<JsonNode> ulimits,
            LogConfiguration logConfiguration,
            HealthCheck healthCheck,
            List<JsonNode> systemControls,
            List<JsonNode> resourceRequirements,
            JsonNode firelensConfiguration,
            List<String> credentialSpecs) {}

    public record RegisterTaskDefinitionInput(
            String family,
            String taskRoleArn,
            String executionRoleArn,
            String networkMode,
            List<ContainerDefinition> containerDefinitions,
            List<JsonNode> volumes,
            List<JsonNode> placementConstraints,
            List<String> requiresCompatibilities,
            String cpu,
            String memory,
            List<Common.Tag> tags,
            String pidMode,
            String ipcMode,
            JsonNode proxyConfiguration,
            List<JsonNode> inferenceAccelerators,
            JsonNode ephemeralStorage,
            JsonNode runtimePlatform,
            Boolean enableFaultInjection) {}

    public record DescribeTaskDefinitionInput(String taskDefinition, List<String> include) {}

    public record DeregisterTaskDefinitionInput(String taskDefinition) {}

    public record ListTaskDefinitionsInput(
            String familyPrefix, String status, String sort, String nextToken, Integer maxResults) {}
}
