package io.ecsdrain.localaws.ecs.shapes;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.ecs.shapes.Common.KeyValuePair;
import io.ecsdrain.localaws.ecs.shapes.Common.Tag;
import io.ecsdrain.localaws.ecs.shapes.Services.CapacityProviderStrategyItem;
import io.ecsdrain.localaws.ecs.shapes.Services.DeploymentConfiguration;
import io.ecsdrain.localaws.ecs.shapes.Services.DeploymentController;
import io.ecsdrain.localaws.ecs.shapes.Services.LoadBalancer;
import io.ecsdrain.localaws.ecs.shapes.Services.NetworkConfiguration;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDefinition;
import java.time.Instant;
import java.util.List;

/** What the operations answer: wrappers and the resources in them. A null member is left out on the wire. */
public final class Answers {

    private Answers() {}

    public record Failure(String arn, String reason, String detail) {
        /** The only reason that AWS gives for what it does not know, with HTTP 200. */
        public static Failure missing(String arn) {
            return new Failure(arn, "MISSING", null);
        }
    }

    public record Nothing() {}

    public record Cluster(
            String clusterArn,
            String clusterName,
            String status,
            Integer registeredContainerInstancesCount,
            Integer runningTasksCount,
            Integer pendingTasksCount,
            Integer activeServicesCount,
            List<KeyValuePair> statistics,
            List<Tag> tags,
            List<String> capacityProviders,
            List<CapacityProviderStrategyItem> defaultCapacityProviderStrategy) {}

    public record ClusterAnswer(Cluster cluster) {}

    public record DescribeClustersAnswer(List<Cluster> clusters, List<Failure> failures) {}

    public record ListClustersAnswer(List<String> clusterArns, String nextToken) {}

    /** A task definition as described: what was registered, with what ECS adds. */
    public record TaskDefinition(
            String taskDefinitionArn,
            List<ContainerDefinition> containerDefinitions,
            String family,
            String taskRoleArn,
            String executionRoleArn,
            String networkMode,
            Integer revision,
            List<JsonNode> volumes,
            String status,
            List<JsonNode> placementConstraints,
            List<String> compatibilities,
            JsonNode runtimePlatform,
            List<String> requiresCompatibilities,
            String cpu,
            String memory,
            String pidMode,
            String ipcMode,
            JsonNode proxyConfiguration,
            List<Attribute> requiresAttributes,
            Instant registeredAt,
            String registeredBy,
            Instant deregisteredAt,
            JsonNode ephemeralStorage,
            Boolean enableFaultInjection) {}

    public record Attribute(String name) {}

    public record TaskDefinitionAnswer(TaskDefinition taskDefinition, List<Tag> tags) {}

    public record ListTaskDefinitionsAnswer(List<String> taskDefinitionArns, String nextToken) {}

    public record ServiceEvent(String id, Instant createdAt, String message) {}

    public record Deployment(
            String id,
            String status,
            String taskDefinition,
            Integer desiredCount,
            Integer pendingCount,
            Integer runningCount,
            Integer failedTasks,
            Instant createdAt,
            Instant updatedAt,
            List<CapacityProviderStrategyItem> capacityProviderStrategy,
            String launchType,
            String platformVersion,
            String platformFamily,
            NetworkConfiguration networkConfiguration,
            String rolloutState,
            String rolloutStateReason) {}

    public record Service(
            String serviceArn,
            String serviceName,
            String clusterArn,
            List<LoadBalancer> loadBalancers,
            String status,
            Integer desiredCount,
            Integer runningCount,
            Integer pendingCount,
            String launchType,
            List<CapacityProviderStrategyItem> capacityProviderStrategy,
            String platformVersion,
            String platformFamily,
            String taskDefinition,
            DeploymentConfiguration deploymentConfiguration,
            List<Deployment> deployments,
            List<ServiceEvent> events,
            Instant createdAt,
            NetworkConfiguration networkConfiguration,
            Integer healthCheckGracePeriodSeconds,
            String schedulingStrategy,
            DeploymentController deploymentController,
            List<Tag> tags,
            String createdBy,
            Boolean enableECSManagedTags,
            String propagateTags,
            Boolean enableExecuteCommand,
            String availabilityZoneRebalancing,
            String resourceManagementType) {}

    public record ServiceAnswer(Service service) {}

    public record DescribeServicesAnswer(List<Service> services, List<Failure> failures) {}

    public record ListServicesAnswer(List<String> serviceArns, String nextToken) {}

    public record NetworkInterface(String attachmentId, String privateIpv4Address) {}

    public record Container(
            String containerArn,
            String taskArn,
            String name,
            String image,
            String runtimeId,
            String lastStatus,
            Integer exitCode,
            String reason,
            List<NetworkInterface> networkInterfaces,
            String healthStatus,
            String cpu,
            String memory) {}

    public record Attachment(String id, String type, String status, List<KeyValuePair> details) {}

    public record Task(
            List<Attachment> attachments,
            String availabilityZone,
            String clusterArn,
            String connectivity,
            Instant connectivityAt,
            List<Container> containers,
            String cpu,
            Instant createdAt,
            String desiredStatus,
            Boolean enableExecuteCommand,
            Instant executionStoppedAt,
            String group,
            String healthStatus,
            String lastStatus,
            String launchType,
            String memory,
            String platformVersion,
            String platformFamily,
            Instant pullStartedAt,
            Instant pullStoppedAt,
            Instant startedAt,
            String startedBy,
            String stopCode,
            Instant stoppedAt,
            String stoppedReason,
            Instant stoppingAt,
            List<Tag> tags,
            String taskArn,
            String taskDefinitionArn,
            Long version) {}

    public record TaskAnswer(Task task) {}

    public record DescribeTasksAnswer(List<Task> tasks, List<Failure> failures) {}

    public record ListTasksAnswer(List<String> taskArns, String nextToken) {}

    public record TagsAnswer(List<Tag> tags) {}

    public record ProtectedTask(String taskArn, Boolean protectionEnabled, Instant expirationDate) {}

    public record ProtectionAnswer(List<ProtectedTask> protectedTasks, List<Failure> failures) {}
}
