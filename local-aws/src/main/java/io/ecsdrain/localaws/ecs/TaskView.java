package io.ecsdrain.localaws.ecs;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A task as those beside ECS see it: tests, task metadata.
 *
 * @param ip null before the containers start
 * @param targets the task's targets: target group ARN to port; empty before the start
 * @param stoppedAt null while it is not STOPPED
 * @param taskRoleArn null without one
 * @param containers in the order of the task definition
 */
public record TaskView(
        String id,
        String arn,
        String clusterArn,
        String serviceName,
        String family,
        int revision,
        String launchType,
        String desiredStatus,
        String lastStatus,
        String ip,
        Map<String, Integer> targets,
        List<ContainerView> containers,
        Map<String, String> tags,
        Instant startedAt,
        Instant stoppedAt,
        Instant protectedUntil,
        String taskRoleArn) {

    /** One container. {@code exitCode} is null while it runs. */
    public record ContainerView(
            String name, String image, String arn, String status, Integer exitCode, Map<String, String> logOptions) {}
}
