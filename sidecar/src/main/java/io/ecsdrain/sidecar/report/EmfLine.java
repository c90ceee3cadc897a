package io.ecsdrain.sidecar.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ShutdownReadyMetric;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/**
 * One log event in CloudWatch's Embedded Metric Format: exactly one JSON object on one line. Written by the streaming
 * generator, because data binding would cost this process more memory than everything else it says.
 */
public final class EmfLine {

    /** StorageResolution that CloudWatch assumes where none is given. */
    private static final int STANDARD_RESOLUTION = 60;

    private static final JsonFactory JSON = new JsonFactory();

    private final DeploymentKey deployment;
    private final int resolution;

    /** @param resolution StorageResolution in seconds, 60 or 1 */
    public EmfLine(DeploymentKey deployment, int resolution) {
        this.deployment = deployment;
        this.resolution = resolution;
    }

    /**
     * The line, with its line feed, in UTF-8.
     *
     * @param state the word of {@code GET /drain}: it tells the 0 of a task that knows no state from that of one with sessions. A property
     *     beside the metric, which CloudWatch Logs keeps and the metric does not see.
     */
    public byte[] of(Instant at, String taskId, String state, boolean ready) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            directive(json, at);
            List<String> values = List.of(deployment.name(), deployment.id(), taskId);
            for (int i = 0; i < values.size(); i++) {
                json.writeStringField(ShutdownReadyMetric.DIMENSIONS.get(i), values.get(i));
            }
            json.writeStringField("state", state);
            json.writeNumberField(ShutdownReadyMetric.NAME, ready ? 1 : 0);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private void directive(JsonGenerator json, Instant at) throws IOException {
        json.writeObjectFieldStart("_aws");
        json.writeNumberField("Timestamp", at.toEpochMilli());
        json.writeArrayFieldStart("CloudWatchMetrics");
        json.writeStartObject();
        json.writeStringField("Namespace", ShutdownReadyMetric.NAMESPACE);
        json.writeArrayFieldStart("Dimensions");
        json.writeStartArray();
        for (String dimension : ShutdownReadyMetric.DIMENSIONS) {
            json.writeString(dimension);
        }
        json.writeEndArray();
        json.writeEndArray();
        json.writeArrayFieldStart("Metrics");
        json.writeStartObject();
        json.writeStringField("Name", ShutdownReadyMetric.NAME);
        json.writeStringField("Unit", ShutdownReadyMetric.UNIT);
        if (resolution != STANDARD_RESOLUTION) {
            json.writeNumberField("StorageResolution", resolution);
        }
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }
}
