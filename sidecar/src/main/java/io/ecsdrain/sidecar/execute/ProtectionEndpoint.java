package io.ecsdrain.sidecar.execute;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ecsdrain.contract.Printable;
import io.ecsdrain.contract.Utf8;
import io.ecsdrain.sidecar.aws.BoundedAnswer;
import io.ecsdrain.sidecar.aws.PlainCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/** The ECS agent's task-protection endpoint, which acts with the task role (ecs:UpdateTaskProtection). */
final class ProtectionEndpoint {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int OK = 200;
    private static final int MOST_BYTES = 64 << 10;

    private final URI base;
    private final Duration timeout;
    private final ScheduledExecutorService timers;

    /**
     * @param timeout for connecting, for each read, and for the whole answer; the agent gives ECS four seconds before
     *     it answers 504
     * @param timers ends a call whose answer does not begin
     */
    ProtectionEndpoint(URI base, Duration timeout, ScheduledExecutorService timers) {
        this.base = base;
        this.timeout = timeout;
        this.timers = timers;
    }

    /** @throws IOException unless the answer says that the task is now as asked for; status 200 alone does not */
    void put(boolean protect, Duration length) throws IOException {
        HttpURLConnection connection = PlainCall.to(URI.create(base + "/task-protection/v1/state"), timeout);
        long begun = System.nanoTime();
        try {
            connection.setRequestMethod("PUT");
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            connection.getOutputStream().write(body(protect, length).getBytes(StandardCharsets.US_ASCII));
            int status = PlainCall.status(connection, timeout, timers);
            InputStream stream = status == OK ? connection.getInputStream() : connection.getErrorStream();
            byte[] answer = stream == null ? new byte[0] : all(stream, begun);
            if (status != OK || !confirms(answer, protect)) {
                throw new IOException(
                        "status " + status + ": " + Printable.cell(new String(answer, StandardCharsets.UTF_8)));
            }
        } finally {
            connection.disconnect();
        }
    }

    /** ExpiresInMinutes is for protecting only; unknown or senseless members are refused. */
    private static String body(boolean protect, Duration length) {
        return protect
                ? "{\"ProtectionEnabled\":true,\"ExpiresInMinutes\":" + length.toMinutes() + "}"
                : "{\"ProtectionEnabled\":false}";
    }

    /** A refusal comes with status 200 too: {@code {"failure":{"Reason":"TASK_NOT_VALID",...}}}. */
    static boolean confirms(byte[] answer, boolean protect) throws IOException {
        boolean confirmed = false;
        try (JsonParser json = JSON.createParser(Utf8.strict(answer))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                JsonToken value = json.nextToken();
                if ("protection".equals(member) && value == JsonToken.START_OBJECT) {
                    confirmed = isEnabled(json, protect);
                } else if (value != JsonToken.VALUE_NULL && !"requestID".equals(member)) {
                    return false;
                }
            }
        }
        return confirmed;
    }

    private static boolean isEnabled(JsonParser json, boolean protect) throws IOException {
        boolean confirmed = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            JsonToken value = json.nextToken();
            if ("ProtectionEnabled".equals(member)) {
                confirmed = value == (protect ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE);
            }
            json.skipChildren();
        }
        return confirmed;
    }

    private byte[] all(InputStream answer, long begun) throws IOException {
        try (InputStream bounded = new BoundedAnswer(answer, MOST_BYTES, timeout, begun)) {
            return bounded.readAllBytes();
        }
    }
}
