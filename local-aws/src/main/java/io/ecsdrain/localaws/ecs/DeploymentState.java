package io.ecsdrain.localaws.ecs;

import java.time.Instant;

/** One of ECS's own deployments of a service: the tasks that came of one set of settings. */
final class DeploymentState {

    final String id;
    final DefinitionState definition;
    final ServiceSettings settings;
    final Instant createdAt;
    Instant updatedAt;
    boolean primary = true;
    boolean completed;
    int failedTasks;

    DeploymentState(String id, DefinitionState definition, ServiceSettings settings, Instant createdAt) {
        this.id = id;
        this.definition = definition;
        this.settings = settings;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }
}
