package io.ecsdrain.localaws.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ecsdrain.localaws.ecs.Ecs;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.links.HttpRoutes;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.wire.CallLog;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers {@code /v4/<id>[/task|/taskWithTags|/stats|/task/stats]} and {@code /api/<id>/task-protection/v1/state}. The
 * id is the task id, a dash and the container's number in the task definition; the task id alone means the first
 * container.
 */
public final class TaskMetadata implements HttpRoutes, AutoCloseable {

    private static final Pattern V4 = Pattern.compile("/v4/([^/]+)(/task|/taskWithTags|/stats|/task/stats)?/?");
    private static final Pattern PROTECTION = Pattern.compile("/api/([^/]+)/task-protection/v1/state/?");
    private static final Pattern ID = Pattern.compile("([0-9a-f]{32})(?:-([0-9]{1,2}))?");

    private final Ecs ecs;
    private final MetadataJson json;
    private final ProtectionEndpoint protection;
    private final Object change = new Object();
    private MetadataFault fault = MetadataFault.NONE;
    private boolean closed;

    public TaskMetadata(World world, Ecs ecs, CallLog calls) {
        this.ecs = ecs;
        this.json = new MetadataJson();
        this.protection = new ProtectionEndpoint(world, ecs, calls);
    }

    /** All requests fail this way from now on; NONE ends it, and frees those that hang. */
    public void fail(MetadataFault how) {
        synchronized (change) {
            fault = how;
            change.notifyAll();
        }
    }

    @Override
    public void close() {
        synchronized (change) {
            closed = true;
            change.notifyAll();
        }
    }

    @Override
    public Optional<HttpReply> handle(String method, String path, String body) {
        Matcher v4 = V4.matcher(path);
        Matcher state = PROTECTION.matcher(path);
        boolean metadata = v4.matches();
        if (!metadata && !state.matches()) {
            return Optional.empty();
        }
        MetadataFault now = awaitAnswerable();
        Optional<HttpReply> failed = failed(now, metadata);
        if (failed.isPresent()) {
            return failed;
        }
        return Optional.of(
                metadata
                        ? metadata(v4.group(1), v4.group(2) == null ? "" : v4.group(2))
                        : protection(method, state.group(1), body, now));
    }

    private MetadataFault awaitAnswerable() {
        synchronized (change) {
            while (fault == MetadataFault.HANG && !closed) {
                try {
                    change.wait();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    return MetadataFault.ERROR;
                }
            }
            return closed ? MetadataFault.ERROR : fault;
        }
    }

    private static Optional<HttpReply> failed(MetadataFault fault, boolean metadata) {
        String handler = metadata ? "V4 task metadata handler: " : "Task protection handler: ";
        return switch (fault) {
            case NOT_FOUND -> Optional.of(text(404, handler + "unable to get task arn from request"));
            case ERROR -> Optional.of(text(500, handler + "unable to generate response"));
            case THROTTLED -> Optional.of(new HttpReply(429, "text/plain", "429 Too Many Requests"));
            default -> Optional.empty();
        };
    }

    private HttpReply metadata(String id, String what) {
        Matcher parts = ID.matcher(id);
        Optional<TaskView> found = parts.matches() ? ecs.task(parts.group(1)) : Optional.empty();
        int container = parts.matches() && parts.group(2) != null ? Integer.parseInt(parts.group(2)) : 0;
        if (found.isEmpty() || container >= found.get().containers().size()) {
            return text(404, "V4 task metadata handler: unable to get task arn from request: unknown id " + id);
        }
        TaskView task = found.get();
        JsonNode answer =
                switch (what) {
                    case "" -> json.container(task, task.containers().get(container));
                    case "/task" -> json.task(task, false);
                    case "/taskWithTags" -> json.task(task, true);
                    // Docker's statistics are not there; null is what the agent has before the first sample.
                    default -> NullNode.getInstance();
                };
        return new HttpReply(200, "application/json", answer.toString());
    }

    private HttpReply protection(String method, String id, String body, MetadataFault now) {
        Matcher parts = ID.matcher(id);
        Optional<TaskView> found = parts.matches() ? ecs.task(parts.group(1)) : Optional.empty();
        return found.map(task -> protection.handle(method, task, body, now == MetadataFault.PROTECTION_FAILURE))
                .orElseGet(() -> ProtectionEndpoint.error(404, "ResourceNotFoundException", null, "unknown id " + id));
    }

    private static HttpReply text(int status, String message) {
        return new HttpReply(
                status, "application/json", TextNode.valueOf(message).toString());
    }
}
