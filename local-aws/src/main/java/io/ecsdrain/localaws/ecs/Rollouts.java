package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.Services.DeploymentConfiguration;
import io.ecsdrain.localaws.ecs.shapes.Services.UpdateServiceInput;
import io.ecsdrain.localaws.wire.AwsError;
import java.util.Set;

/**
 * What CreateService and UpdateService insist on about who rolls a service out, and how: deploymentController,
 * deploymentConfiguration.strategy and schedulingStrategy, by the API reference's pages of these shapes. Such services
 * are kept and described as AWS describes them, and their tasks run; no traffic is shifted between their target groups.
 */
final class Rollouts {

    /** As if the cluster had one container instance. */
    private static final int CONTAINER_INSTANCES = 1;

    private static final String ROLLING = "ROLLING";
    private static final String CODE_DEPLOY = "CODE_DEPLOY";
    private static final Set<String> STRATEGIES = Set.of(ROLLING, "BLUE_GREEN", "LINEAR", "CANARY");
    private static final Set<String> CONTROLLERS = Set.of(ServiceSettings.ECS, CODE_DEPLOY, "EXTERNAL");
    private static final Set<String> SCHEDULING = Set.of(ServiceSettings.REPLICA, ServiceSettings.DAEMON);

    private Rollouts() {}

    static void check(ServiceSettings settings) {
        oneOf(settings.schedulingStrategy(), SCHEDULING, "schedulingStrategy");
        oneOf(settings.controller(), CONTROLLERS, "deploymentController");
        oneOf(settings.strategy(), STRATEGIES, "deploymentConfiguration.strategy");
        if (settings.controller().equals("EXTERNAL")) {
            throw AwsError.unsupported("the deployment controller EXTERNAL, whose tasks come of task sets");
        }
        if (settings.isDaemon()) {
            checkDaemon(settings);
        }
        checkStrategy(settings);
    }

    private static void checkDaemon(ServiceSettings settings) {
        if (!settings.controller().equals(ServiceSettings.ECS)) {
            throw EcsErrors.invalid("The daemon scheduling strategy is not supported for the deployment controller "
                    + settings.controller() + ".");
        }
        if ("FARGATE".equals(settings.launchType())) {
            throw EcsErrors.invalid("The daemon scheduling strategy is not supported for the Fargate launch type.");
        }
    }

    private static void checkStrategy(ServiceSettings settings) {
        DeploymentConfiguration asked = settings.deploymentConfiguration();
        boolean shifts = !settings.strategy().equals(ROLLING);
        if (shifts && !settings.controller().equals(ServiceSettings.ECS)) {
            throw EcsErrors.invalid("The deployment strategy " + settings.strategy()
                    + " is only valid for services with the ECS deployment controller.");
        }
        if (asked.linearConfiguration() != null && !settings.strategy().equals("LINEAR")
                || asked.canaryConfiguration() != null && !settings.strategy().equals("CANARY")) {
            throw EcsErrors.invalid(
                    "linearConfiguration and canaryConfiguration are only valid with the strategy of that name.");
        }
        if (shifts
                && settings.loadBalancers().stream()
                        .anyMatch(each -> each.advancedConfiguration() == null
                                || each.advancedConfiguration().productionListenerRule() == null
                                || each.advancedConfiguration().roleArn() == null)) {
            throw EcsErrors.invalid("advancedConfiguration is required on load balancers when using the "
                    + settings.strategy() + " deployment strategy.");
        }
    }

    /** How many tasks a new DAEMON service gets, which has no count to ask for. */
    static int daemons(ServiceSettings settings, Integer asked) {
        if (asked != null) {
            throw noCount();
        }
        return CONTAINER_INSTANCES;
    }

    static void checkUpdate(UpdateServiceInput in, ServiceSettings now) {
        if (now.isDaemon() && in.desiredCount() != null) {
            throw noCount();
        }
        boolean deploys = in.taskDefinition() != null
                || in.loadBalancers() != null
                || in.networkConfiguration() != null
                || in.platformVersion() != null
                || Boolean.TRUE.equals(in.forceNewDeployment());
        if (now.controller().equals(CODE_DEPLOY) && in.deploymentController() == null && deploys) {
            throw EcsErrors.invalid(
                    "Unable to update task definition on services with a CODE_DEPLOY deployment controller."
                            + " Use AWS CodeDeploy to trigger a new deployment.");
        }
    }

    private static AwsError noCount() {
        return EcsErrors.invalid("The daemon scheduling strategy does not support a desired count for services."
                + " Remove the desired count value and try again.");
    }

    private static void oneOf(String value, Set<String> allowed, String member) {
        if (!allowed.contains(value)) {
            throw EcsErrors.invalid("Invalid " + member + ": " + value);
        }
    }
}
