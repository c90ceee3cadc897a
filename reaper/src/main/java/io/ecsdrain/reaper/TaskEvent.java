package io.ecsdrain.reaper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * EventBridge's <em>ECS Task State Change</em>, as much of it as the reaper goes by.
 *
 * @param cluster ARN
 * @param lastStatus such as {@code STOPPED}
 * @param group such as {@code service:svc-myapp-v1}
 */
record TaskEvent(String cluster, String lastStatus, String group) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GROUP = "service:";

    /** The event, or empty if it is something else, such as the tick of a schedule. */
    static Optional<TaskEvent> read(InputStream event) throws IOException {
        byte[] bytes = event.readAllBytes();
        // Whoever invokes the function by hand may send nothing at all.
        JsonNode json = bytes.length == 0 ? JSON.nullNode() : JSON.readTree(bytes);
        if (!json.path("source").asText().equals("aws.ecs")
                || !json.path("detail-type").asText().equals("ECS Task State Change")) {
            return Optional.empty();
        }
        JsonNode detail = json.path("detail");
        return Optional.of(new TaskEvent(
                detail.path("clusterArn").asText(),
                detail.path("lastStatus").asText(),
                detail.path("group").asText()));
    }

    /** The service to look at: one of {@code ours} by its cluster and name, whose task has stopped. */
    Optional<String> service(String ours) {
        String mine = ours.startsWith("arn:") ? ours : "/" + ours;
        return lastStatus.equals("STOPPED") && cluster.endsWith(mine) && group.startsWith(GROUP + "svc-")
                ? Optional.of(group.substring(GROUP.length()))
                : Optional.empty();
    }
}
