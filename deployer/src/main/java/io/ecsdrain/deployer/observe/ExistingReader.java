package io.ecsdrain.deployer.observe;

import io.ecsdrain.deployer.plan.deploy.Existing;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.Lookup;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.Service;

/** Reads what a service is made of. */
final class ExistingReader {

    private static final String MISSING = "MISSING";

    private final AwsClients clients;
    private final String cluster;

    ExistingReader(AwsClients clients, String cluster) {
        this.clients = clients;
        this.cluster = cluster;
    }

    /** The service of that short name; missing also if it is INACTIVE, so that its name is free. */
    Lookup<Existing> read(String service) {
        DescribeServicesResponse answer = clients.ecs()
                .describeServices(describe -> describe.cluster(cluster).services(service));
        return answer.services().stream()
                .findFirst()
                .map(found ->
                        "INACTIVE".equals(found.status()) ? Lookup.<Existing>missing() : Lookup.of(existing(found)))
                .orElseGet(() -> notDescribed(service, answer.failures()));
    }

    private static Lookup<Existing> notDescribed(String service, List<Failure> failures) {
        return failures.stream()
                .findFirst()
                .map(failure -> MISSING.equals(failure.reason())
                        ? Lookup.<Existing>missing()
                        : Lookup.<Existing>unknown("DescribeServices: " + failure.reason() + " " + failure.arn()))
                .orElseGet(() -> Lookup.unknown("DescribeServices: no word about " + service));
    }

    private static Existing existing(Service raw) {
        AwsVpcConfiguration vpc = Optional.ofNullable(raw.networkConfiguration())
                .map(NetworkConfiguration::awsvpcConfiguration)
                .orElse(AwsVpcConfiguration.builder().build());
        return new Existing(
                raw.serviceName(),
                raw.status(),
                raw.desiredCount(),
                Objects.requireNonNullElse(raw.taskDefinition(), ""),
                raw.loadBalancers().stream()
                        .map(each -> new Existing.Attachment(
                                Objects.requireNonNullElse(each.containerName(), ""),
                                Objects.requireNonNullElse(each.containerPort(), 0)))
                        .toList(),
                vpc.subnets(),
                vpc.securityGroups());
    }
}
