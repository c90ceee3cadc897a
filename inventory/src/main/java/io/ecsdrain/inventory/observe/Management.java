package io.ecsdrain.inventory.observe;

import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentController;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * What else than a rolling update of ECS decides which of a service's tasks run and where its clients go. An absent
 * member means what CreateService takes it for: REPLICA, controller ECS, strategy ROLLING, managed by the customer (ECS
 * API reference).
 */
final class Management {

    private Management() {}

    /** As a phrase; empty for an ordinary service. */
    static Optional<String> of(Service raw) {
        String scheduling = or(raw.schedulingStrategyAsString(), "REPLICA");
        String owner = or(raw.resourceManagementTypeAsString(), "CUSTOMER");
        String controller = or(
                Optional.ofNullable(raw.deploymentController())
                        .map(DeploymentController::typeAsString)
                        .orElse(null),
                "ECS");
        String strategy = or(
                Optional.ofNullable(raw.deploymentConfiguration())
                        .map(DeploymentConfiguration::strategyAsString)
                        .orElse(null),
                "ROLLING");
        if (!owner.equals("CUSTOMER")) {
            return Optional.of("ECS itself (resourceManagementType " + owner + ")");
        } else if (!controller.equals("ECS")) {
            return Optional.of("another deployment controller (" + controller + ")");
        } else if (!strategy.equals("ROLLING")) {
            return Optional.of("ECS itself (deployment strategy " + strategy + ")");
        }
        return scheduling.equals("REPLICA")
                ? Optional.empty()
                : Optional.of("ECS itself (scheduling strategy " + scheduling + ")");
    }

    private static String or(String said, String otherwise) {
        return said == null ? otherwise : said;
    }
}
