package io.ecsdrain.localaws.scaling;

import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.TestClients;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** A service of one task, and the client that makes it scale, over the wire. */
final class WiredService implements AutoCloseable {

    static final String ID = "service/c/s";

    private final LocalAws aws = LocalAws.builder().start();
    final ApplicationAutoScalingClient scaling = TestClients.build(ApplicationAutoScalingClient.builder(), aws);
    private final EcsClient ecs = TestClients.build(EcsClient.builder(), aws);

    WiredService() {
        ecs.createCluster(create -> create.clusterName("c"));
        ContainerDefinition app =
                ContainerDefinition.builder().name("app").image("i").memory(64).build();
        ecs.registerTaskDefinition(register -> register.family("f").containerDefinitions(app));
        ecs.createService(create ->
                create.cluster("c").serviceName("s").taskDefinition("f").desiredCount(1));
    }

    /** Makes it scalable between one task and three. */
    void register() {
        scaling.registerScalableTarget(register -> register.serviceNamespace(ServiceNamespace.ECS)
                .resourceId(ID)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .minCapacity(1)
                .maxCapacity(3));
    }

    @Override
    public void close() {
        scaling.close();
        ecs.close();
        aws.close();
    }
}
