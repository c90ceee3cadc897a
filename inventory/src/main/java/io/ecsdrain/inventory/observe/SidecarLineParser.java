package io.ecsdrain.inventory.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ShutdownReadyMetric;
import io.ecsdrain.inventory.model.SidecarLine;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a sidecar's line, strictly: a member of another form is no word of a sidecar. */
final class SidecarLineParser {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private static final int MOST_PEERS = 32;
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f.:]{2,45}");

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** A line that is not as the contract has it; the message says what is wrong. */
    static final class NotUnderstood extends RuntimeException {
        NotUnderstood(String message) {
            super(message, null, false, false);
        }
    }

    private SidecarLineParser() {}

    /**
     * What {@code text} says.
     *
     * @param text of an event that a filter pattern found
     * @param key of the deployment that it has to be of
     * @throws NotUnderstood if it is no line of a sidecar of this deployment
     */
    static SidecarLine parse(String text, DeploymentKey key) {
        JsonNode line = tree(text);
        if (!key.name().equals(text(line, "deployment_name")) || !key.id().equals(text(line, "deployment_id"))) {
            throw new NotUnderstood("it is of another deployment");
        }
        return new SidecarLine(
                text(line, "task_id"),
                instant(line),
                text(line, "boot"),
                seq(line),
                beat(line),
                textOrNull(line, "state"),
                textOrNull(line, "fence"),
                ready(line),
                count(line, "busy"),
                sources(line),
                peers(line));
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new NotUnderstood("it is not one JSON object");
        }
    }

    private static String text(JsonNode line, String member) {
        return textOrNull(line, member).orElseThrow(() -> odd(member));
    }

    private static Optional<String> textOrNull(JsonNode line, String member) {
        JsonNode value = line.path(member);
        if (value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw odd(member);
        }
        return Optional.of(value.textValue());
    }

    private static Instant instant(JsonNode line) {
        try {
            Instant at = Instant.parse(text(line, "at"));
            // Beyond, adding a beat to it overflows.
            if (at.isAfter(EARLIEST) && at.isBefore(LATEST)) {
                return at;
            }
        } catch (DateTimeException e) {
            throw odd("at");
        }
        throw odd("at");
    }

    private static long seq(JsonNode line) {
        JsonNode seq = line.path("seq");
        if (!seq.isIntegralNumber() || !seq.canConvertToLong() || seq.longValue() < 1) {
            throw odd("seq");
        }
        return seq.longValue();
    }

    private static Duration beat(JsonNode line) {
        JsonNode seconds = line.path("beat_seconds");
        if (!seconds.isNumber() || seconds.doubleValue() <= 0 || seconds.doubleValue() > 86_400) {
            throw odd("beat_seconds");
        }
        return Duration.ofNanos(seconds.decimalValue().multiply(NANOS).longValue());
    }

    private static boolean ready(JsonNode line) {
        JsonNode value = line.path(ShutdownReadyMetric.NAME);
        if (!value.isNumber()) {
            throw odd(ShutdownReadyMetric.NAME);
        }
        return value.doubleValue() == ShutdownReadyMetric.READY;
    }

    private static int count(JsonNode holder, String member) {
        JsonNode count = holder.path(member);
        if (!count.isIntegralNumber() || !count.canConvertToInt() || count.intValue() < 0) {
            throw odd(member);
        }
        return count.intValue();
    }

    private static Map<String, OptionalInt> sources(JsonNode line) {
        JsonNode all = line.path("sources");
        if (!all.isObject()) {
            throw odd("sources");
        }
        Map<String, OptionalInt> sources = new TreeMap<>();
        all.fieldNames()
                .forEachRemaining(source -> sources.put(
                        source, all.path(source).isNull() ? OptionalInt.empty() : OptionalInt.of(count(all, source))));
        return sources;
    }

    /** A sidecar leaves it out where there are none, and one of an earlier version does not know it. */
    private static Map<String, Integer> peers(JsonNode line) {
        JsonNode all = line.path("peers");
        if (all.isMissingNode()) {
            return Map.of();
        }
        Map<String, Integer> peers = new LinkedHashMap<>();
        all.fieldNames().forEachRemaining(address -> peers.put(address, count(all, address)));
        if (!all.isObject()
                || peers.size() > MOST_PEERS
                || !peers.keySet().stream().allMatch(ADDRESS.asMatchPredicate())) {
            throw odd("peers");
        }
        return peers;
    }

    private static NotUnderstood odd(String member) {
        return new NotUnderstood("its member " + member + " is missing or has another form");
    }
}
