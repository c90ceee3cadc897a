package io.ecsdrain.sidecar.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.sidecar.drain.DrainView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The body of {@code GET /drain}, member by member as docs/contract.md promises it. */
public final class DrainJson {

    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private DrainJson() {}

    /** @param taskId empty as long as it is not known */
    public static byte[] of(DrainView view, DeploymentKey deployment, Optional<String> taskId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("state", view.phase().word());
            json.writeBooleanField("draining", view.draining());
            json.writeBooleanField("shutdown_ready", view.shutdownReady());
            instant(json, "draining_since", view.drainingSince());
            number(json, "grace_remaining_seconds", view.graceRemainingSeconds());
            number(json, "quiet_remaining_seconds", view.quietRemainingSeconds());
            json.writeNumberField("busy", view.busy());
            json.writeBooleanField("busy_stale", view.busyStale());
            json.writeBooleanField("busy_unknown", view.busyUnknown());
            sources(json, view);
            text(json, "task_id", taskId);
            json.writeStringField("deployment_name", deployment.name());
            json.writeStringField("deployment_id", deployment.id());
            instant(json, "observed_at", view.observedAt());
            json.writeBooleanField("stale", view.stale());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** The count of a source is null while it is not known. */
    private static void sources(JsonGenerator json, DrainView view) throws IOException {
        json.writeObjectFieldStart("sources");
        for (Map.Entry<String, OptionalInt> source : view.counts().entrySet()) {
            number(json, source.getKey(), source.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("source_problems");
        for (Map.Entry<String, String> problem : view.problems().entrySet()) {
            json.writeStringField(problem.getKey(), problem.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("peers");
        for (Map.Entry<String, Integer> peer : view.peers().entrySet()) {
            json.writeNumberField(peer.getKey(), peer.getValue());
        }
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String member, OptionalInt number) throws IOException {
        json.writeFieldName(member);
        if (number.isPresent()) {
            json.writeNumber(number.getAsInt());
        } else {
            json.writeNull();
        }
    }

    private static void instant(JsonGenerator json, String member, Optional<Instant> instant) throws IOException {
        text(json, member, instant.map(at -> at.truncatedTo(ChronoUnit.MILLIS).toString()));
    }

    private static void text(JsonGenerator json, String member, Optional<String> text) throws IOException {
        json.writeFieldName(member);
        if (text.isPresent()) {
            json.writeString(text.get());
        } else {
            json.writeNull();
        }
    }
}
