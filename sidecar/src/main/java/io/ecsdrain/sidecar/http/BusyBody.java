package io.ecsdrain.sidecar.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ecsdrain.contract.Utf8;
import io.ecsdrain.sidecar.drain.BusyReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads the body of {@code PUT /busy}: {@code {"count":12,"ttl_seconds":60}}, the second optional, nothing else. */
final class BusyBody {

    static final int MOST_BYTES = 1024;

    private static final Pattern REPORTER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int BAD_REQUEST = 400;
    private static final String COUNT = "count must be a whole number from 0 to " + BusyReport.MOST_SESSIONS;
    private static final String TTL = "ttl_seconds must be a number from " + BusyReport.LEAST_TTL.toSeconds() + " to "
            + BusyReport.MOST_TTL.toSeconds();

    private static final String EXAMPLE = "such as {\"count\":12,\"ttl_seconds\":60}";

    private BusyBody() {}

    /** @throws Problem 400, saying what would be right */
    static void checkReporter(String name) {
        if (!REPORTER.matcher(name).matches()) {
            throw new Problem(BAD_REQUEST, "the reporter's name in the path must match " + REPORTER.pattern(), name);
        }
    }

    /** @throws Problem 400, saying what would be right */
    static BusyReport parse(String reporter, byte[] body) {
        checkReporter(reporter);
        try (JsonParser json = DrainJson.JSON.createParser(Utf8.strict(body))) {
            return parse(reporter, json);
        } catch (IOException notJson) {
            throw new Problem(
                    BAD_REQUEST,
                    "the body must be one JSON object " + EXAMPLE + ", no member twice",
                    new String(body, StandardCharsets.UTF_8));
        }
    }

    private static BusyReport parse(String reporter, JsonParser json) throws IOException {
        Integer count = null;
        Duration ttl = BusyReport.DEFAULT_TTL;
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new Problem(BAD_REQUEST, "the body must be a JSON object " + EXAMPLE, json.getText());
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            JsonToken value = json.nextToken();
            switch (member) {
                case "count" -> count = count(json, value);
                case "ttl_seconds" -> ttl = ttl(json, value);
                default -> throw new Problem(BAD_REQUEST, "a member must be count or ttl_seconds", member);
            }
        }
        if (json.nextToken() != null) {
            throw new Problem(BAD_REQUEST, "the body must end after its JSON object", json.getText());
        }
        if (count == null) {
            throw new Problem(BAD_REQUEST, COUNT, null);
        }
        return new BusyReport(reporter, count, ttl);
    }

    private static int count(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == JsonParser.NumberType.INT) {
            int count = json.getIntValue();
            if (count >= 0 && count <= BusyReport.MOST_SESSIONS) {
                return count;
            }
        }
        throw new Problem(BAD_REQUEST, COUNT, json.getText());
    }

    private static Duration ttl(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NUMBER_INT || value == JsonToken.VALUE_NUMBER_FLOAT) {
            BigDecimal seconds = decimal(json);
            if (seconds.compareTo(BigDecimal.valueOf(BusyReport.LEAST_TTL.toSeconds())) >= 0
                    && seconds.compareTo(BigDecimal.valueOf(BusyReport.MOST_TTL.toSeconds())) <= 0) {
                return Duration.ofMillis(seconds.movePointRight(3).longValue());
            }
        }
        throw new Problem(BAD_REQUEST, TTL, json.getText());
    }

    /**
     * Jackson refuses an exponent that does not fit 32 bits with an exception of its own kind, not as malformed JSON.
     */
    private static BigDecimal decimal(JsonParser json) throws IOException {
        try {
            return json.getDecimalValue();
        } catch (NumberFormatException exponent) {
            throw new Problem(BAD_REQUEST, TTL, json.getText());
        }
    }
}
