package io.ecsdrain.deployer.execute;

import io.ecsdrain.deployer.plan.deploy.DeployRequest;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.Sleeper;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.execute.write.SdkTags;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;

/** Creates a deployment's ECS service. */
final class Services {

    /** How long an attachment just made may take to be seen by ECS. */
    private static final int ATTEMPTS = 10;

    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final AwsClients clients;
    private final LiveReader live;
    private final Sleeper waiting;

    Services(AwsClients clients, String cluster, Sleeper waiting) {
        this.clients = clients;
        this.live = new LiveReader(clients, cluster);
        this.waiting = waiting;
    }

    void create(
            DeployRequest request, int count, Definitions.Found definition, String group, Map<String, String> tags) {
        CreateServiceRequest wanted = CreateServiceRequest.builder()
                .cluster(request.target().cluster())
                .serviceName(request.key().serviceName())
                .taskDefinition(definition.arn())
                .desiredCount(count)
                .loadBalancers(LoadBalancer.builder()
                        .targetGroupArn(group)
                        .containerName(request.service().containerName())
                        .containerPort(request.service().containerPort())
                        .build())
                .networkConfiguration(network -> network.awsvpcConfiguration(
                        vpc -> vpc.subnets(request.service().subnets())
                                .securityGroups(request.service().securityGroups())
                                .assignPublicIp(AssignPublicIp.DISABLED)))
                // ENABLED by default since 2025: it stops tasks to balance zones, and their sessions with them.
                .availabilityZoneRebalancing(AvailabilityZoneRebalancing.DISABLED)
                // AWS's default is 0: what starts more slowly than its health checks fail is killed for ever.
                .healthCheckGracePeriodSeconds(
                        (int) request.service().healthGrace().toSeconds())
                .launchType(definition.fargate() ? LaunchType.FARGATE : null)
                .tags(SdkTags.ecs(tags))
                .build();
        for (int attempt = 1; ; attempt++) {
            try {
                clients.ecs().createService(wanted);
                return;
            } catch (InvalidParameterException refused) {
                // The SDK repeats a call whose answer was lost: the name is taken then, and by us.
                if (live.service(request.key())
                        .isKnownAnd(found -> found.filter(ServiceView::isAlive).isPresent())) {
                    return;
                }
                if (attempt == ATTEMPTS || !String.valueOf(refused.getMessage()).contains("associated load balancer")) {
                    throw refused;
                }
                waiting.pauseOrEnd(PAUSE);
            }
        }
    }
}
