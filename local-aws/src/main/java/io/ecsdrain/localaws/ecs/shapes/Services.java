package io.ecsdrain.localaws.ecs.shapes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What the service operations take, every member that the API has. Parts that nothing here interprets stay JSON. */
public final class Services {

    private Services() {}

    public record LoadBalancer(
            String targetGroupArn,
            String loadBalancerName,
            String containerName,
            Integer containerPort,
            AdvancedConfiguration advancedConfiguration) {}

    /** Where ECS itself shifts the traffic of its blue/green, linear and canary deployments. */
    public record AdvancedConfiguration(
            String alternateTargetGroupArn, String productionListenerRule, String testListenerRule, String roleArn) {}

    public record AwsVpcConfiguration(List<String> subnets, List<String> securityGroups, String assignPublicIp) {}

    public record NetworkConfiguration(AwsVpcConfiguration awsvpcConfiguration) {}

    public record CapacityProviderStrategyItem(String capacityProvider, Integer weight, Integer base) {}

    public record DeploymentCircuitBreaker(Boolean enable, Boolean rollback) {}

    public record DeploymentConfiguration(
            DeploymentCircuitBreaker deploymentCircuitBreaker,
            Integer maximumPercent,
            Integer minimumHealthyPercent,
            JsonNode alarms,
            String strategy,
            Integer bakeTimeInMinutes,
            List<JsonNode> lifecycleHooks,
            JsonNode linearConfiguration,
            JsonNode canaryConfiguration) {}

    public record DeploymentController(String type) {}

    public record CreateServiceInput(
            String cluster,
            String serviceName,
            String taskDefinition,
            String availabilityZoneRebalancing,
            List<LoadBalancer> loadBalancers,
            List<JsonNode> serviceRegistries,
            Integer desiredCount,
            String clientToken,
            String launchType,
            List<CapacityProviderStrategyItem> capacityProviderStrategy,
            String platformVersion,
            String role,
            DeploymentConfiguration deploymentConfiguration,
            List<JsonNode> placementConstraints,
            List<JsonNode> placementStrategy,
            NetworkConfiguration networkConfiguration,
            Integer healthCheckGracePeriodSeconds,
            String schedulingStrategy,
            DeploymentController deploymentController,
            List<Common.Tag> tags,
            Boolean enableECSManagedTags,
            String propagateTags,
            Boolean enableExecuteCommand,
            JsonNode serviceConnectConfiguration,
            List<JsonNode> volumeConfigurations,
            List<JsonNode> vpcLatticeConfigurations) {}

    public record UpdateServiceInput(
            String cluster,
            String service,
            Integer desiredCount,
            String taskDefinition,
            List<CapacityProviderStrategyItem> capacityProviderStrategy,
            DeploymentConfiguration deploymentConfiguration,
            String availabilityZoneRebalancing,
            NetworkConfiguration networkConfiguration,
            List<JsonNode> placementConstraints,
            List<JsonNode> placementStrategy,
            String platformVersion,
            Boolean forceNewDeployment,
            Integer healthCheckGracePeriodSeconds,
            DeploymentController deploymentController,
            Boolean enableExecuteCommand,
            Boolean enableECSManagedTags,
            List<LoadBalancer> loadBalancers,
            String propagateTags,
            List<JsonNode> serviceRegistries,
            JsonNode serviceConnectConfiguration,
            List<JsonNode> volumeConfigurations,
            List<JsonNode> vpcLatticeConfigurations) {}

    public record DeleteServiceInput(String cluster, String service, Boolean force) {}

    public record DescribeServicesInput(String cluster, List<String> services, List<String> include) {}

    public record ListServicesInput(
            String cluster,
            String nextToken,
            Integer maxResults,
            String launchType,
            String schedulingStrategy,
            String resourceManagementType) {}
}
