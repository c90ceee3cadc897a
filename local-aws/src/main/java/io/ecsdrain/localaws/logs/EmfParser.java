package io.ecsdrain.localaws.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the embedded metric format, strictly: one JSON object a line, limits kept, members spelled right. CloudWatch
 * drops what breaks a rule without a word to the writer; here the reason is kept.
 */
final class EmfParser {

    private static final int MAX_EVENT_BYTES = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EmfParser() {}

    static EmfLine parse(String line, Instant now) {
        if (!line.contains("\"_aws\"")) {
            return new EmfLine.Plain();
        }
        try {
            if (line.getBytes(StandardCharsets.UTF_8).length > MAX_EVENT_BYTES) {
                throw new EmfRules.BrokenRule("the event is larger than 1 MB");
            }
            return new EmfLine.Metrics(points(JSON.readTree(line), now));
        } catch (JsonProcessingException e) {
            return new EmfLine.Broken("not one JSON object: " + e.getOriginalMessage());
        } catch (EmfRules.BrokenRule e) {
            return new EmfLine.Broken(e.getMessage());
        }
    }

    private static List<EmfLine.Point> points(JsonNode tree, Instant now) {
        ObjectNode root = EmfRules.object(tree, "the event");
        ObjectNode aws = EmfRules.object(root.get("_aws"), "_aws");
        EmfRules.onlyMembers(aws, "_aws", Set.of("Timestamp", "CloudWatchMetrics", "LogGroupName", "LogStreamName"));
        JsonNode timestamp = aws.get("Timestamp");
        if (timestamp == null || !timestamp.isIntegralNumber() || !timestamp.canConvertToLong()) {
            throw new EmfRules.BrokenRule("_aws.Timestamp is not an integer of milliseconds");
        }
        Instant at = Instant.ofEpochMilli(timestamp.asLong());
        if (at.isBefore(now.minus(Duration.ofDays(14))) || at.isAfter(now.plus(Duration.ofHours(2)))) {
            throw new EmfRules.BrokenRule("_aws.Timestamp is outside of two weeks ago to two hours ahead: " + at);
        }
        List<EmfLine.Point> points = new ArrayList<>();
        for (JsonNode directive : EmfRules.list(aws.get("CloudWatchMetrics"), "CloudWatchMetrics")) {
            points.addAll(directive(root, EmfRules.object(directive, "CloudWatchMetrics[]"), at));
        }
        return points;
    }

    private static List<EmfLine.Point> directive(ObjectNode root, ObjectNode directive, Instant at) {
        EmfRules.onlyMembers(directive, "CloudWatchMetrics[]", Set.of("Namespace", "Dimensions", "Metrics"));
        String namespace = EmfRules.namespace(directive.get("Namespace"));
        List<JsonNode> definitions = EmfRules.list(directive.get("Metrics"), "Metrics");
        if (definitions.size() > 100) {
            throw new EmfRules.BrokenRule("more than 100 metric definitions");
        }
        List<EmfLine.Point> points = new ArrayList<>();
        for (JsonNode set : EmfRules.list(directive.get("Dimensions"), "Dimensions")) {
            Map<String, String> dimensions = dimensions(root, EmfRules.list(set, "Dimensions[]"));
            for (JsonNode definition : definitions) {
                ObjectNode metric = EmfRules.object(definition, "Metrics[]");
                EmfRules.onlyMembers(metric, "Metrics[]", Set.of("Name", "Unit", "StorageResolution"));
                String name = EmfRules.name(metric.get("Name"), "Metrics[].Name");
                String unit = EmfRules.unit(metric.get("Unit"));
                int resolution = EmfRules.resolution(metric.get("StorageResolution"));
                for (double value : EmfRules.values(root.get(name), name)) {
                    points.add(new EmfLine.Point(namespace, name, dimensions, at, value, unit, resolution));
                }
            }
        }
        return points;
    }

    private static Map<String, String> dimensions(ObjectNode root, List<JsonNode> set) {
        if (set.size() > 30) {
            throw new EmfRules.BrokenRule("more than 30 dimensions in a set");
        }
        Map<String, String> dimensions = new LinkedHashMap<>();
        for (JsonNode each : set) {
            String name = EmfRules.name(each, "Dimensions[][]");
            dimensions.put(name, EmfRules.dimensionValue(root.get(name), name));
        }
        return dimensions;
    }
}
