package io.ecsdrain.sidecar.execute;

import io.ecsdrain.sidecar.drain.DrainPhase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The call of the app that is made when the state changes.
 *
 * @param uri http, on the task's loopback
 * @param method POST, PUT or GET; GET has no body
 * @param template the body, with {@code {state}} where the state's word is to stand; empty for the JSON of {@code GET
 *     /drain}
 * @param phases the states that the app is told of
 */
public record AppCall(URI uri, String method, Optional<String> template, Set<DrainPhase> phases) {

    private static final Pattern JSON = Pattern.compile("\\s*(\\{(?!state})|\\[)");

    public AppCall {
        phases = Set.copyOf(phases);
    }

    boolean hasBody() {
        return !method.equals("GET");
    }

    /** @param json the body of {@code GET /drain} */
    byte[] body(DrainPhase phase, byte[] json) {
        return template.map(text -> text.replace("{state}", phase.word()).getBytes(StandardCharsets.UTF_8))
                .orElse(json);
    }

    String contentType() {
        boolean isJson = template.map(text -> JSON.matcher(text).lookingAt()).orElse(true);
        return isJson ? "application/json" : "text/plain; charset=utf-8";
    }
}
