package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.Services.CapacityProviderStrategyItem;
import io.ecsdrain.localaws.ecs.shapes.Services.CreateServiceInput;
import io.ecsdrain.localaws.ecs.shapes.Services.DeploymentConfiguration;
import io.ecsdrain.localaws.ecs.shapes.Services.DeploymentController;
import io.ecsdrain.localaws.ecs.shapes.Services.LoadBalancer;
import io.ecsdrain.localaws.ecs.shapes.Services.NetworkConfiguration;
import io.ecsdrain.localaws.ecs.shapes.Services.UpdateServiceInput;
import java.util.List;

/** What a service was asked to be, beyond how many of what. Most of it is kept only to be described again. */
record ServiceSettings(
        List<LoadBalancer> loadBalancers,
        String launchType,
        List<CapacityProviderStrategyItem> capacityProviderStrategy,
        String platformVersion,
        DeploymentConfiguration deploymentConfiguration,
        NetworkConfiguration networkConfiguration,
        int healthCheckGracePeriodSeconds,
        boolean enableEcsManagedTags,
        String propagateTags,
        boolean enableExecuteCommand,
        String availabilityZoneRebalancing,
        String schedulingStrategy,
        String controller) {

    static final String REPLICA = "REPLICA";
    static final String DAEMON = "DAEMON";
    static final String ECS = "ECS";

    static ServiceSettings of(CreateServiceInput in) {
        boolean strategy = in.capacityProviderStrategy() != null
                && !in.capacityProviderStrategy().isEmpty();
        return new ServiceSettings(
                or(in.loadBalancers(), List.of()),
                strategy ? null : or(in.launchType(), "EC2"),
                strategy ? in.capacityProviderStrategy() : null,
                or(in.platformVersion(), "LATEST"),
                configuration(
                        in.deploymentConfiguration(),
                        new DeploymentConfiguration(null, 200, 100, null, "ROLLING", 0, null, null, null)),
                in.networkConfiguration(),
                or(in.healthCheckGracePeriodSeconds(), 0),
                or(in.enableECSManagedTags(), false),
                or(in.propagateTags(), "NONE"),
                or(in.enableExecuteCommand(), false),
                // ENABLED only at creation: an update that does not name it keeps what is.
                or(in.availabilityZoneRebalancing(), "ENABLED"),
                or(in.schedulingStrategy(), REPLICA),
                controller(in.deploymentController(), ECS));
    }

    ServiceSettings with(UpdateServiceInput in) {
        boolean strategy = in.capacityProviderStrategy() != null
                && !in.capacityProviderStrategy().isEmpty();
        return new ServiceSettings(
                or(in.loadBalancers(), loadBalancers),
                strategy ? null : launchType,
                strategy ? in.capacityProviderStrategy() : capacityProviderStrategy,
                or(in.platformVersion(), platformVersion),
                configuration(in.deploymentConfiguration(), deploymentConfiguration),
                or(in.networkConfiguration(), networkConfiguration),
                or(in.healthCheckGracePeriodSeconds(), healthCheckGracePeriodSeconds),
                or(in.enableECSManagedTags(), enableEcsManagedTags),
                or(in.propagateTags(), propagateTags),
                or(in.enableExecuteCommand(), enableExecuteCommand),
                or(in.availabilityZoneRebalancing(), availabilityZoneRebalancing),
                schedulingStrategy,
                controller(in.deploymentController(), controller));
    }

    boolean isDaemon() {
        return schedulingStrategy.equals(DAEMON);
    }

    String strategy() {
        return deploymentConfiguration.strategy();
    }

    private static String controller(DeploymentController asked, String otherwise) {
        return asked == null ? otherwise : or(asked.type(), otherwise);
    }

    private static DeploymentConfiguration configuration(DeploymentConfiguration asked, DeploymentConfiguration old) {
        if (asked == null) {
            return old;
        }
        return new DeploymentConfiguration(
                or(asked.deploymentCircuitBreaker(), old.deploymentCircuitBreaker()),
                or(asked.maximumPercent(), old.maximumPercent()),
                or(asked.minimumHealthyPercent(), old.minimumHealthyPercent()),
                or(asked.alarms(), old.alarms()),
                or(asked.strategy(), old.strategy()),
                or(asked.bakeTimeInMinutes(), old.bakeTimeInMinutes()),
                or(asked.lifecycleHooks(), old.lifecycleHooks()),
                or(asked.linearConfiguration(), old.linearConfiguration()),
                or(asked.canaryConfiguration(), old.canaryConfiguration()));
    }

    private static <T> T or(T asked, T otherwise) {
        return asked == null ? otherwise : asked;
    }
}
