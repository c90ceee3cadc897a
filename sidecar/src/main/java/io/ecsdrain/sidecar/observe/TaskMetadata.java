package io.ecsdrain.sidecar.observe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ecsdrain.contract.Printable;
import io.ecsdrain.contract.TaskIds;
import io.ecsdrain.contract.Utf8;
import io.ecsdrain.sidecar.aws.BoundedAnswer;
import io.ecsdrain.sidecar.aws.PlainCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The task metadata endpoint, version 4: the ids of this task. Plain HTTP, never through a proxy, throttled with 429.
 */
final class TaskMetadata {

    /** A task of ten containers answers with some tens of kilobytes. */
    static final int MOST_BYTES = 1 << 20;

    private static final JsonFactory JSON = new JsonFactory();
    private static final int OK = 200;
    private static final int MOST_ID = 255;

    private final URI base;
    private final Duration timeout;
    private final ScheduledExecutorService timers;

    /**
     * @param timeout for connecting, for each read, and for the whole answer
     * @param timers ends a call whose answer does not begin
     */
    TaskMetadata(URI base, Duration timeout, ScheduledExecutorService timers) {
        this.base = base;
        this.timeout = timeout;
        this.timers = timers;
    }

    /** @throws IOException naming the status or what is wrong with the answer, if it tells no task id */
    String taskId() throws IOException {
        HttpURLConnection connection = PlainCall.to(URI.create(base + "/task"), timeout);
        long begun = System.nanoTime();
        try {
            int status = PlainCall.status(connection, timeout, timers);
            if (status != OK) {
                throw new IOException("status " + status);
            }
            try (InputStream body = new BoundedAnswer(connection.getInputStream(), MOST_BYTES, timeout, begun)) {
                return parse(body.readAllBytes());
            }
        } finally {
            connection.disconnect();
        }
    }

    static String parse(byte[] answer) throws IOException {
        try (JsonParser json = JSON.createParser(Utf8.strict(answer))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                JsonToken value = json.nextToken();
                if ("TaskARN".equals(member) && value == JsonToken.VALUE_STRING) {
                    return idOf(json.getText());
                }
                json.skipChildren();
            }
        }
        throw new IOException("no TaskARN in the answer");
    }

    private static String idOf(String arn) throws IOException {
        try {
            String id = TaskIds.fromArn(arn);
            if (id.length() <= MOST_ID && id.chars().allMatch(c -> c > ' ' && c < 127)) {
                return id;
            }
        } catch (IllegalArgumentException notAnArn) {
            // Reported below, like an id that no metric dimension may carry.
        }
        throw new IOException("TaskARN is no task ARN: '" + Printable.cell(arn) + "'");
    }
}
