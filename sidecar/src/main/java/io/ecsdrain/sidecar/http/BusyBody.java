package io.ecsdrain.sidecar.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ecsdrain.sidecar.drain.BusyReport;
import java.io.IOException;
import java.math.BigDecimal;
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

    private BusyBody() {}

    /** @throws Problem 400, saying what would be right */
    static BusyReport parse(String reporter, byte[] body) {
        if (!REPORTER.matcher(reporter).matches()) {
            throw new Problem(BAD_REQUEST, "a reporter's name must match " + REPORTER.pattern());
        }
        try (JsonParser json = DrainJson.JSON.createParser(body)) {
            return parse(reporter, json);
        } catch (IOException notJson) {
            throw new Problem(
                    BAD_REQUEST, "the body must be one JSON object such as {\"count\":12,\"ttl_seconds\":60}");
        }
    }

    private static BusyReport parse(String reporter, JsonParser json) throws IOException {
        Integer count = null;
        Duration ttl = BusyReport.DEFAULT_TTL;
        require(json.nextToken() == JsonToken.START_OBJECT, "the body must be a JSON object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            JsonToken value = json.nextToken();
            switch (member) {
                case "count" -> count = count(json, value);
                case "ttl_seconds" -> ttl = ttl(json, value);
                default -> throw new Problem(BAD_REQUEST, "the body knows only the members count and ttl_seconds");
            }
        }
        require(json.nextToken() == null, "the body must be one JSON object and nothing after it");
        require(count != null, COUNT);
        return new BusyReport(reporter, count, ttl);
    }

    private static int count(JsonParser json, JsonToken value) throws IOException {
        require(value == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == JsonParser.NumberType.INT, COUNT);
        int count = json.getIntValue();
        require(count >= 0 && count <= BusyReport.MOST_SESSIONS, COUNT);
        return count;
    }

    private static Duration ttl(JsonParser json, JsonToken value) throws IOException {
        require(value == JsonToken.VALUE_NUMBER_INT || value == JsonToken.VALUE_NUMBER_FLOAT, TTL);
        BigDecimal seconds = json.getDecimalValue();
        boolean inRange = seconds.compareTo(BigDecimal.valueOf(BusyReport.LEAST_TTL.toSeconds())) >= 0
                && seconds.compareTo(BigDecimal.valueOf(BusyReport.MOST_TTL.toSeconds())) <= 0;
        require(inRange, TTL);
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Problem(BAD_REQUEST, otherwise);
        }
    }
}
