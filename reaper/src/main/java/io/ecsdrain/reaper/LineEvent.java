package io.ecsdrain.reaper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.TimeLeft;
import io.ecsdrain.reaper.report.RunReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/**
 * What a subscription of CloudWatch Logs sends to a function (<a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html">subscription filters</a>):
 * lines of one log stream, and so of one task.
 *
 * @param deployment which its lines say that they are of; empty if none says so as a sidecar does
 */
record LineEvent(Optional<DeploymentKey> deployment) implements Event {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An invocation takes 6 MB, which are less than this unpacked unless they were made to be more. */
    private static final int MOST_BYTES = 64 << 20;

    /** Empty if {@code event} comes from no subscription. What cannot be unpacked is of no deployment. */
    static Optional<LineEvent> of(JsonNode event) {
        JsonNode data = event.path("awslogs").path("data");
        return data.isTextual() ? Optional.of(new LineEvent(deployment(data.textValue()))) : Optional.empty();
    }

    private static Optional<DeploymentKey> deployment(String data) {
        try (InputStream unpacked =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(data)))) {
            JsonNode events = JSON.readTree(unpacked.readNBytes(MOST_BYTES)).path("logEvents");
            return StreamSupport.stream(events.spliterator(), false)
                    .flatMap(event -> key(event.path("message").asText()).stream())
                    .findFirst();
        } catch (IOException | IllegalArgumentException notOfASubscription) {
            return Optional.empty();
        }
    }

    private static Optional<DeploymentKey> key(String message) {
        try {
            JsonNode line = JSON.readTree(message);
            return Optional.of(new DeploymentKey(
                    line.path("deployment_name").asText(),
                    line.path("deployment_id").asText()));
        } catch (JsonProcessingException | IllegalArgumentException ofNoSidecar) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<RunReport> run(Reaper reaper, ReaperConfig config, TimeLeft time) {
        return deployment
                .filter(key -> config.logs().isPresent() && config.covers(key))
                .map(key -> reaper.runAfterLine(key, time));
    }
}
