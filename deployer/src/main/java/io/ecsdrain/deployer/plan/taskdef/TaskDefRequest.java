package io.ecsdrain.deployer.plan.taskdef;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.contract.DeploymentKey;
import java.util.Optional;

/**
 * What {@code task-def} is asked to do.
 *
 * @param document a task definition as {@code aws ecs register-task-definition --cli-input-json} takes it
 * @param key written into every container's environment; empty: left to {@code deploy}
 * @param image the sidecar's image; empty: its placeholder stays
 * @param region where its logs go; empty: where the app's go
 * @param busyPorts ports whose connections count as sessions, separated by commas, or {@code none}; empty: those that
 *     the app maps
 * @param logGroup the sidecar's log group; empty: the app's
 */
public record TaskDefRequest(
        JsonNode document,
        Optional<DeploymentKey> key,
        Optional<String> image,
        Optional<String> region,
        Optional<String> busyPorts,
        Optional<String> logGroup) {}
