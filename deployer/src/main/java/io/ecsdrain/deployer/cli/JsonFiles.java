package io.ecsdrain.deployer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.contract.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a JSON file strictly: one object, no member twice, nothing behind it. */
final class JsonFiles {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonFiles() {}

    /** The object in {@code file}; empty with a problem noted if there is none. */
    static Optional<JsonNode> read(Settings settings, String label, String file) {
        try {
            JsonNode document = STRICT.readTree(Files.readString(Path.of(file)));
            if (document.isObject()) {
                return Optional.of(document);
            }
            settings.problem(label, file, "must be a file that holds a JSON object");
        } catch (JsonProcessingException broken) {
            settings.problem(label + " '" + file + "' is not valid JSON: " + cause(broken) + " at line "
                    + broken.getLocation().getLineNr() + ", column "
                    + broken.getLocation().getColumnNr());
        } catch (IOException | InvalidPathException unreadable) {
            settings.problem(label, file, "must be a file that can be read");
        }
        return Optional.empty();
    }

    /** Without the parser's note on where it has the text from, which is not where the user has it. */
    private static String cause(JsonProcessingException broken) {
        return broken.getOriginalMessage().replaceAll(" \\(start marker at [^)]*\\)[^)]*\\)", "");
    }
}
