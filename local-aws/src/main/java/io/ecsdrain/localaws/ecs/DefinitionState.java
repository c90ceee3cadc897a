package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ContainerDefinition;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.RegisterTaskDefinitionInput;
import java.time.Instant;
import java.util.List;

/** One revision of a task definition. Revision numbers are never used again. */
final class DefinitionState {

    final RegisterTaskDefinitionInput registered;
    final int revision;
    final String arn;
    final Instant registeredAt;
    final TagSet tags;
    Instant deregisteredAt;

    DefinitionState(RegisterTaskDefinitionInput registered, int revision, String arn, Instant registeredAt) {
        this.registered = registered;
        this.revision = revision;
        this.arn = arn;
        this.registeredAt = registeredAt;
        this.tags = TagSet.of(registered.tags());
    }

    boolean active() {
        return deregisteredAt == null;
    }

    List<ContainerDefinition> containers() {
        return registered.containerDefinitions();
    }
}
