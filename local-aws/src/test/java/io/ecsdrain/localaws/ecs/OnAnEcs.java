package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.TestClients;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerDependency;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;

/** A cluster with a task definition, through the SDK; time is stepped. */
abstract class OnAnEcs {

    static final Instant START = Instant.parse("2026-03-01T10:00:00.250Z");

    final LocalAws aws = LocalAws.builder().clock(START).start();
    final EcsClient ecs = TestClients.build(EcsClient.builder(), aws);

    @BeforeEach
    void createAClusterAndATaskDefinition() {
        ecs.createCluster(create -> create.clusterName("c"));
        ContainerDefinition app = ContainerDefinition.builder()
                .name("app")
                .image("app:1")
                .portMappings(PortMapping.builder().containerPort(8080).build())
                .dependsOn(ContainerDependency.builder()
                        .containerName("drain")
                        .condition("START")
                        .build())
                .build();
        ContainerDefinition sidecar = ContainerDefinition.builder()
                .name("drain")
                .image("drain:1")
                .essential(false)
                .restartPolicy(policy -> policy.enabled(true).restartAttemptPeriod(60))
                .build();
        ecs.registerTaskDefinition(register -> register.family("f")
                .requiresCompatibilities(Compatibility.FARGATE)
                .networkMode(NetworkMode.AWSVPC)
                .cpu("256")
                .memory("512")
                .containerDefinitions(app, sidecar));
    }

    @AfterEach
    void close() {
        ecs.close();
        aws.close();
    }

    Service create(String name, int desired) {
        return ecs.createService(create -> create.cluster("c")
                        .serviceName(name)
                        .taskDefinition("f")
                        .desiredCount(desired)
                        .launchType(LaunchType.FARGATE)
                        .availabilityZoneRebalancing(AvailabilityZoneRebalancing.DISABLED)
                        .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("s-1")))
                        .tags(tag("k", "v")))
                .service();
    }

    Service service(String name) {
        return ecs.describeServices(
                        describe -> describe.cluster("c").services(name).include(ServiceField.TAGS))
                .services()
                .get(0);
    }

    List<Task> tasks(String service) {
        List<String> arns =
                ecs.listTasks(list -> list.cluster("c").serviceName(service)).taskArns();
        return ecs.describeTasks(describe -> describe.cluster("c").tasks(arns)).tasks();
    }

    static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
