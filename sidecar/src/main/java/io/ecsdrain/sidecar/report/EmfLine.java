package io.ecsdrain.sidecar.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ShutdownReadyMetric;
import io.ecsdrain.sidecar.drain.DrainView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One log event: exactly one JSON object on one line, in CloudWatch's Embedded Metric Format unless the metric is off.
 * Written by the streaming generator, because data binding would cost this process more memory than everything else it
 * says.
 */
public final class EmfLine {

    /** StorageResolution that CloudWatch assumes where none is given. */
    private static final int STANDARD_RESOLUTION = 60;

    private static final JsonFactory JSON = new JsonFactory();

    private final DeploymentKey deployment;
    private final LineRules rules;
    private final String boot;

    /** @param boot tells this process from the one before it in the same task */
    public EmfLine(DeploymentKey deployment, LineRules rules, String boot) {
        this.deployment = deployment;
        this.rules = rules;
        this.boot = boot;
    }

    /**
     * The line, with its line feed, in UTF-8. What the metric does not name is a property, which CloudWatch Logs keeps
     * and the metric does not see; the phase tells the 0 of a task that knows no state from that of one with sessions.
     *
     * @param at when {@code view} was taken. The log has a time of its own, which is later where stdout was not read
     *     for a while
     * @param seq orders the lines of one boot
     * @param turn whether it is written because something changed
     */
    public byte[] of(Instant at, String taskId, DrainView view, long seq, boolean turn) {
        Instant seen = at.truncatedTo(ChronoUnit.MILLIS);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (rules.metric()) {
                directive(json, seen);
            }
            List<String> values = List.of(deployment.name(), deployment.id(), taskId);
            for (int i = 0; i < values.size(); i++) {
                json.writeStringField(ShutdownReadyMetric.DIMENSIONS.get(i), values.get(i));
            }
            known(json, view);
            json.writeStringField("at", seen.toString());
            json.writeStringField("boot", boot);
            json.writeNumberField("seq", seq);
            json.writeFieldName("beat_seconds");
            json.writeNumber(seconds(rules.every()));
            if (turn) {
                json.writeBooleanField("turn", true);
            }
            json.writeNumberField(ShutdownReadyMetric.NAME, view.shutdownReady() ? 1 : 0);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void known(JsonGenerator json, DrainView view) throws IOException {
        json.writeStringField("phase", view.phase().word());
        // Null where there is none.
        json.writeStringField("state", view.stateWrite().orElse(null));
        json.writeStringField("fence", view.fence().orElse(null));
        json.writeNumberField("busy", view.busy());
        json.writeObjectFieldStart("sources");
        for (Map.Entry<String, OptionalInt> source : view.sources().entrySet()) {
            json.writeFieldName(source.getKey());
            if (source.getValue().isPresent()) {
                json.writeNumber(source.getValue().getAsInt());
            } else {
                json.writeNull();
            }
        }
        json.writeEndObject();
        peers(json, view);
    }

    /** Left out where there are none: most lines are of tasks that do not drain, and each byte costs. */
    private static void peers(JsonGenerator json, DrainView view) throws IOException {
        if (view.peers().isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("peers");
        for (Map.Entry<String, Integer> peer : view.peers().entrySet()) {
            json.writeNumberField(peer.getKey(), peer.getValue());
        }
        json.writeEndObject();
    }

    private static BigDecimal seconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
        // 10, not 1E+1, although that is JSON, too.
        return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
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
        if (rules.resolution() != STANDARD_RESOLUTION) {
            json.writeNumberField("StorageResolution", rules.resolution());
        }
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }
}
