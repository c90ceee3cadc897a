package io.ecsdrain.reaper;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.inventory.aws.TimeLeft;
import io.ecsdrain.reaper.report.RunReport;
import java.util.Optional;

/**
 * EventBridge's <em>ECS Task State Change</em>, as much of it as the reaper goes by.
 *
 * @param cluster ARN
 * @param lastStatus such as {@code STOPPED}
 * @param group such as {@code service:svc-myapp-v1}
 */
record TaskEvent(String cluster, String lastStatus, String group) implements Event {

    private static final String GROUP = "service:";

    /** Empty if {@code event} is something else. */
    static Optional<TaskEvent> of(JsonNode event) {
        if (!event.path("source").asText().equals("aws.ecs")
                || !event.path("detail-type").asText().equals("ECS Task State Change")) {
            return Optional.empty();
        }
        JsonNode detail = event.path("detail");
        return Optional.of(new TaskEvent(
                detail.path("clusterArn").asText(),
                detail.path("lastStatus").asText(),
                detail.path("group").asText()));
    }

    @Override
    public Optional<RunReport> run(Reaper reaper, ReaperConfig config, TimeLeft time) {
        return service(config.cluster()).map(service -> reaper.runAfterTask(service, time));
    }

    /** The service to look at: one of {@code ours} by its cluster and name, whose task has stopped. */
    private Optional<String> service(String ours) {
        String mine = ours.startsWith("arn:") ? ours : "/" + ours;
        return lastStatus.equals("STOPPED") && cluster.endsWith(mine) && group.startsWith(GROUP + "svc-")
                ? Optional.of(group.substring(GROUP.length()))
                : Optional.empty();
    }
}
