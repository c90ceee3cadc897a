package io.ecsdrain.deployer.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.deployer.plan.deploy.DeployRequest;
import io.ecsdrain.deployer.plan.deploy.ServiceDefinition;
import io.ecsdrain.deployer.plan.deploy.ServiceRequest;
import io.ecsdrain.lifecycle.execute.write.SdkTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Tag;

/**
 * The ECS service that a request asks for, as AWS's shape: the file first, then the flags, then what is ecs-drain's.
 */
final class WantedService {

    /** What a flag of its own compares already. */
    private static final Set<String> COMPARED_ELSEWHERE = Set.of(
            "/networkConfiguration/awsvpcConfiguration/subnets",
            "/networkConfiguration/awsvpcConfiguration/securityGroups");

    private final DeployRequest request;
    private final ServiceRequest service;

    WantedService(DeployRequest request) {
        this.request = request;
        this.service = request.service();
    }

    /** @throws ConfigurationException if the file has members that AWS does not know, or values of another type */
    static void check(ServiceDefinition file) {
        read(file.whole());
    }

    /** What CreateService is asked for. */
    CreateServiceRequest request(Definitions.Found definition, int count, String group, Map<String, String> tags) {
        CreateServiceRequest given = given();
        List<Tag> all = new ArrayList<>(given.tags());
        all.addAll(SdkTags.ecs(tags));
        boolean fargate = definition.fargate()
                && given.launchTypeAsString() == null
                && service.capacityProviders().isEmpty();
        CreateServiceRequest.Builder wanted = given.toBuilder()
                .cluster(request.target().cluster())
                .serviceName(request.key().serviceName())
                .taskDefinition(definition.arn())
                .desiredCount(count)
                .loadBalancers(LoadBalancer.builder()
                        .targetGroupArn(group)
                        .containerName(service.containerName())
                        .containerPort(service.containerPort())
                        .build())
                // ENABLED by default since 2025: it stops tasks to balance zones, and their sessions with them.
                .availabilityZoneRebalancing(AvailabilityZoneRebalancing.DISABLED)
                // AWS's default is 0: what starts more slowly than its health checks fail is killed for ever.
                .healthCheckGracePeriodSeconds((int) service.healthGrace().toSeconds())
                .deploymentConfiguration(endingCrashLoops(given.deploymentConfiguration()))
                .tags(all);
        return (fargate ? wanted.launchType(LaunchType.FARGATE) : wanted).build();
    }

    /** Where a service that is there is not what file and flags ask for, as phrases. */
    List<String> differences(Service there) {
        return SdkDifference.ofGiven(given(), there, COMPARED_ELSEWHERE).stream()
                .map(difference -> "--service-definition and its flags: " + difference)
                .toList();
    }

    /** What file and flags say, without any default. */
    private CreateServiceRequest given() {
        CreateServiceRequest.Builder given = read(service.definition().rest()).toBuilder()
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets(service.subnets())
                        .securityGroups(service.securityGroups())
                        .assignPublicIp(service.publicIp() ? AssignPublicIp.ENABLED : AssignPublicIp.DISABLED)));
        if (service.executeCommand()) {
            given.enableExecuteCommand(true);
        }
        if (!service.capacityProviders().isEmpty()) {
            given.capacityProviderStrategy(strategy());
        }
        return given.build();
    }

    private List<CapacityProviderStrategyItem> strategy() {
        return service.capacityProviders().stream()
                .map(each -> CapacityProviderStrategyItem.builder()
                        .capacityProvider(each.name())
                        .weight(each.weight())
                        .base(each.base())
                        .build())
                .toList();
    }

    /**
     * The circuit breaker, unless the file says otherwise; without rollback, for this service has no earlier version.
     */
    private static DeploymentConfiguration endingCrashLoops(DeploymentConfiguration file) {
        DeploymentConfiguration asked =
                file == null ? DeploymentConfiguration.builder().build() : file;
        return asked.deploymentCircuitBreaker() != null
                ? asked
                : asked.toBuilder()
                        .deploymentCircuitBreaker(
                                breaker -> breaker.enable(true).rollback(false))
                        .build();
    }

    private static CreateServiceRequest read(JsonNode document) {
        CreateServiceRequest.Builder builder = CreateServiceRequest.builder();
        List<String> problems = SdkJson.fill((SdkPojo) builder, document);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems.stream()
                    .map(problem -> "--service-definition: " + problem)
                    .toList());
        }
        return builder.build();
    }
}
