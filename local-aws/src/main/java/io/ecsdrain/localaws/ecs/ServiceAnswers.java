package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.Answers.Deployment;
import io.ecsdrain.localaws.ecs.shapes.Answers.Service;
import io.ecsdrain.localaws.ecs.shapes.Services.DeploymentController;
import java.util.List;

/** Describes services. */
final class ServiceAnswers {

    private final EcsContext context;
    private final Scheduler scheduler;

    ServiceAnswers(EcsContext context, Scheduler scheduler) {
        this.context = context;
        this.scheduler = scheduler;
    }

    /** @param tags whether the tags were asked for; DescribeServices leaves them out otherwise */
    Service describe(ServiceState service, boolean tags) {
        ServiceSettings settings = service.settings;
        return new Service(
                service.arn,
                service.name,
                service.cluster.arn,
                settings.loadBalancers(),
                service.status,
                service.desired,
                (int) scheduler.running(service, null),
                (int) scheduler.pending(service, null),
                settings.launchType(),
                settings.capacityProviderStrategy(),
                settings.platformVersion(),
                "Linux",
                service.primary().definition.arn,
                settings.deploymentConfiguration(),
                service.status.equals(ServiceState.INACTIVE)
                        ? List.of()
                        : service.deployments.stream()
                                .map(each -> describe(service, each))
                                .toList(),
                List.copyOf(service.events),
                service.createdAt,
                settings.networkConfiguration(),
                settings.healthCheckGracePeriodSeconds(),
                settings.schedulingStrategy(),
                new DeploymentController(settings.controller()),
                tags ? service.tags.list() : null,
                "arn:aws:iam::" + context.world().account() + ":role/local",
                settings.enableEcsManagedTags(),
                settings.propagateTags(),
                settings.enableExecuteCommand(),
                settings.availabilityZoneRebalancing(),
                service.resourceManagementType);
    }

    private Deployment describe(ServiceState service, DeploymentState deployment) {
        ServiceSettings settings = deployment.settings;
        String rollout = deployment.completed ? "COMPLETED" : "IN_PROGRESS";
        return new Deployment(
                deployment.id,
                deployment.primary ? "PRIMARY" : "ACTIVE",
                deployment.definition.arn,
                deployment.primary ? service.desired : 0,
                (int) scheduler.pending(service, deployment),
                (int) scheduler.running(service, deployment),
                deployment.failedTasks,
                deployment.createdAt,
                deployment.updatedAt,
                settings.capacityProviderStrategy(),
                settings.launchType(),
                settings.platformVersion(),
                "Linux",
                settings.networkConfiguration(),
                rollout,
                "ECS deployment " + deployment.id + (deployment.completed ? " completed." : " in progress."));
    }
}
