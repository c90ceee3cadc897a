package io.ecsdrain.sidecar.observe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.ecsdrain.contract.Printable;
import io.ecsdrain.contract.Utf8;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A member of a JSON document, named by a JSON Pointer (RFC 6901).
 *
 * @param steps the pointer's parts, unescaped
 */
record JsonField(List<String> steps) implements SessionField {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    JsonField {
        steps = List.copyOf(steps);
    }

    static Optional<JsonField> parse(String pointer) {
        // A tilde stands only before 0 or 1.
        if (pointer.matches(".*~([^01].*)?")) {
            return Optional.empty();
        }
        return Optional.of(new JsonField(Arrays.stream(pointer.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList()));
    }

    @Override
    public double read(byte[] answer) throws IOException {
        try (JsonParser json = JSON.createParser(Utf8.strict(answer))) {
            json.nextToken();
            for (String step : steps) {
                enter(json, step);
            }
            if (json.currentToken() == null || !json.currentToken().isNumeric()) {
                throw new IOException(this + " is no number");
            }
            double number = SessionNumber.of(json.getText());
            readToTheEnd(json);
            return number;
        } catch (JsonProcessingException malformed) {
            throw new IOException("no JSON document, or not whole", malformed);
        } catch (CharacterCodingException malformed) {
            throw new IOException("not UTF-8", malformed);
        }
    }

    /** A document that was cut off, or that names the number twice, tells nothing. */
    private static void readToTheEnd(JsonParser json) throws IOException {
        while (!json.getParsingContext().inRoot()) {
            if (json.nextToken() == null) {
                throw new IOException("no JSON document, or not whole");
            }
        }
        if (json.nextToken() != null) {
            throw new IOException("more than one JSON document");
        }
    }

    /** To the value of {@code step} in the object or array at which the parser stands. */
    private void enter(JsonParser json, String step) throws IOException {
        boolean isObject = json.currentToken() == JsonToken.START_OBJECT;
        if (!isObject && json.currentToken() != JsonToken.START_ARRAY) {
            throw missing();
        }
        for (int i = 0; ; i++) {
            JsonToken next = json.nextToken();
            if (next == null || next == JsonToken.END_OBJECT || next == JsonToken.END_ARRAY) {
                throw missing();
            }
            String name = isObject ? json.currentName() : Integer.toString(i);
            if (isObject) {
                json.nextToken();
            }
            if (step.equals(name)) {
                return;
            }
            json.skipChildren();
        }
    }

    private IOException missing() {
        return new IOException(this + " is not in the answer");
    }

    @Override
    public String toString() {
        StringBuilder pointer = new StringBuilder();
        steps.forEach(step -> pointer.append('/').append(step.replace("~", "~0").replace("/", "~1")));
        return Printable.cell(pointer.toString());
    }
}
