package io.ecsdrain.localaws.ecs.shapes;

import java.util.List;

/** What the task, tag and protection operations take. Parts that nothing here interprets stay JSON. */
public final class Tasks {

    private Tasks() {}

    public record ListTasksInput(
            String cluster,
            String containerInstance,
            String family,
            String nextToken,
            Integer maxResults,
            String startedBy,
            String serviceName,
            String desiredStatus,
            String launchType,
            String daemonName) {}

    public record DescribeTasksInput(String cluster, List<String> tasks, List<String> include) {}

    public record StopTaskInput(String cluster, String task, String reason) {}

    public record TagResourceInput(String resourceArn, List<Common.Tag> tags) {}

    public record UntagResourceInput(String resourceArn, List<String> tagKeys) {}

    public record ListTagsForResourceInput(String resourceArn) {}

    public record GetTaskProtectionInput(String cluster, List<String> tasks) {}

    public record UpdateTaskProtectionInput(
            String cluster, List<String> tasks, Boolean protectionEnabled, Integer expiresInMinutes) {}
}
