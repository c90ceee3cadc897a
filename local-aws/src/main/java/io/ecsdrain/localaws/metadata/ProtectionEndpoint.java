package io.ecsdrain.localaws.metadata;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecsdrain.localaws.ecs.Ecs;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.iam.Authorization;
import io.ecsdrain.localaws.iam.Roles;
import io.ecsdrain.localaws.links.HttpRoutes.HttpReply;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.wire.CallLog;
import io.ecsdrain.localaws.wire.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The agent's task protection endpoint. A failure comes with HTTP 200: the body tells, not the status. */
final class ProtectionEndpoint {

    private static final int DEFAULT_MINUTES = 120;
    private static final int MOST_MINUTES = 2880;
    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final World world;
    private final Ecs ecs;
    private final CallLog calls;

    ProtectionEndpoint(World world, Ecs ecs, CallLog calls) {
        this.world = world;
        this.ecs = ecs;
        this.calls = calls;
    }

    private record Request(
            @JsonProperty("ProtectionEnabled") Boolean enabled,
            @JsonProperty("ExpiresInMinutes") Integer minutes) {}

    HttpReply handle(String method, TaskView task, String body, boolean refuse) {
        record(method.equals("GET") ? "GetTaskProtection" : "UpdateTaskProtection", task);
        if (refuse || task.desiredStatus().equals("STOPPED")) {
            return failure(task.arn());
        }
        if (method.equals("GET")) {
            return state(task.id());
        }
        if (!method.equals("PUT")) {
            return error(405, "MethodNotAllowed", task.arn(), "use GET or PUT");
        }
        return put(task, body);
    }

    /** The agent asks ECS with the credentials of the task's role. */
    private void record(String operation, TaskView task) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("cluster", task.clusterArn());
        input.putArray("tasks").add(task.arn());
        Authorization asked = Authorization.of("ecs:" + operation, task.arn())
                .with("ecs:cluster", task.clusterArn())
                .tagged(task.tags());
        String role = Roles.accessKey(task.taskRoleArn());
        calls.add(new CallRecord(0, world.now(), role, "ecs", operation, input, null, List.of(asked)));
    }

    private HttpReply put(TaskView task, String body) {
        Request asked;
        try {
            asked = STRICT.readValue(body, Request.class);
        } catch (JsonProcessingException e) {
            return error(
                    400, "InvalidParameterException", task.arn(), "UpdateTaskProtection: failed to decode request");
        }
        if (asked == null || asked.enabled() == null) {
            return error(
                    400,
                    "InvalidParameterException",
                    task.arn(),
                    "Invalid request: does not contain 'ProtectionEnabled' field");
        }
        int minutes = asked.minutes() == null ? DEFAULT_MINUTES : asked.minutes();
        if (minutes < 1 || minutes > MOST_MINUTES) {
            return error(400, "InvalidParameterException", task.arn(), "expiresInMinutes must be between 1 and 2880");
        }
        Optional<Duration> duration = asked.enabled() ? Optional.of(Duration.ofMinutes(minutes)) : Optional.empty();
        ecs.protect(task.id(), duration);
        return state(task.id());
    }

    private HttpReply state(String taskId) {
        TaskView task = ecs.task(taskId).orElseThrow();
        Instant until = task.protectedUntil();
        boolean on = until != null && world.now().isBefore(until);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("protection")
                .put("ExpirationDate", on ? until.toString() : null)
                .put("ProtectionEnabled", on)
                .put("TaskArn", task.arn());
        return new HttpReply(200, "application/json", json.toString());
    }

    private static HttpReply failure(String arn) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("failure").put("Arn", arn).putNull("Detail").put("Reason", "TASK_NOT_VALID");
        return new HttpReply(200, "application/json", json.toString());
    }

    static HttpReply error(int status, String code, String arn, String message) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("requestID", "local");
        json.putObject("error").put("Arn", arn).put("Code", code).put("Message", message);
        return new HttpReply(status, "application/json", json.toString());
    }
}
