package io.ecsdrain.deployer.observe;

import io.ecsdrain.deployer.plan.deploy.Existing;
import io.ecsdrain.inventory.aws.AwsClients;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.Service;

/** Reads what a service is made of. */
final class ExistingReader {

    private final AwsClients clients;
    private final String cluster;

    ExistingReader(AwsClients clients, String cluster) {
        this.clients = clients;
        this.cluster = cluster;
    }

    /** The service of that short name; empty if there is none or it is INACTIVE, so that its name is free. */
    Optional<Existing> read(String service) {
        return clients
                .ecs()
                .describeServices(describe -> describe.cluster(cluster).services(service))
                .services()
                .stream()
                .filter(found -> !"INACTIVE".equals(found.status()))
                .findFirst()
                .map(ExistingReader::existing);
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
