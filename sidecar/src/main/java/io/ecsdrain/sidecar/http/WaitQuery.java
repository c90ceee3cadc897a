package io.ecsdrain.sidecar.http;

import io.ecsdrain.sidecar.drain.DrainPhase;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/**
 * The query of {@code GET /drain}.
 *
 * @param atMost how long at most to wait for news; zero answers at once
 * @param since the state the client knows; empty for the one at the time it asks
 */
record WaitQuery(Duration atMost, Optional<DrainPhase> since) {

    private static final WaitQuery NO_QUERY = new WaitQuery(Duration.ZERO, Optional.empty());
    private static final int MOST_SECONDS = 60;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,3}(\\.\\d{1,6})?");
    private static final int BAD_REQUEST = 400;

    /** @throws Problem 400, saying what would be right; Javalin would drop a value that it cannot decode */
    static WaitQuery of(Request request) {
        if (request.getHttpURI().getQuery() == null) {
            return NO_QUERY;
        }
        Fields fields;
        try {
            fields = Request.extractQueryParameters(request);
        } catch (RuntimeException notUtf8OrNotEncoded) {
            throw new Problem(
                    BAD_REQUEST,
                    "the query must be percent-encoded UTF-8",
                    request.getHttpURI().getQuery());
        }
        return parse(one(fields, "wait"), one(fields, "since"));
    }

    private static String one(Fields fields, String name) {
        List<String> values = fields.getValuesOrEmpty(name);
        if (values.size() > 1) {
            throw new Problem(BAD_REQUEST, name + " must be given once", String.join(", ", values));
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /**
     * @param wait null if not given
     * @param since null if not given
     * @throws Problem 400, saying what would be right
     */
    static WaitQuery parse(String wait, String since) {
        return new WaitQuery(
                wait == null ? Duration.ZERO : seconds(wait),
                Optional.ofNullable(since).map(WaitQuery::since));
    }

    private static Duration seconds(String text) {
        double seconds = SECONDS.matcher(text).matches() ? Double.parseDouble(text) : -1;
        if (seconds < 0 || seconds > MOST_SECONDS) {
            throw new Problem(BAD_REQUEST, "wait must be a number of seconds from 0 to " + MOST_SECONDS, text);
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static DrainPhase since(String text) {
        return DrainPhase.parse(text).orElseThrow(() -> {
            String words =
                    Arrays.stream(DrainPhase.values()).map(DrainPhase::word).collect(Collectors.joining(", "));
            return new Problem(BAD_REQUEST, "since must be one of " + words, text);
        });
    }
}
