package io.ecsdrain.system.fragments;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads the files of {@code task-def-fragments/} as strictly as JSON goes, with its placeholders filled in. */
final class Fragments {

    static final Path FOLDER = Path.of("..", "task-def-fragments");

    static final Map<String, String> PLACEHOLDERS = Map.of(
            "<SIDECAR_IMAGE>", "ecs-drain-sidecar:1",
            "<DEPLOYMENT_NAME>", "myapp",
            "<DEPLOYMENT_ID>", "20251028-183000-abc1234",
            "<REGION>", "eu-west-1",
            "<ACCOUNT_ID>", "123456789012",
            "<LOG_GROUP>", "/apps/myapp",
            "<APP_PORT>", "8080");

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Fragments() {}

    static JsonNode read(String file) {
        try {
            String text = Files.readString(FOLDER.resolve(file));
            for (Map.Entry<String, String> placeholder : PLACEHOLDERS.entrySet()) {
                text = text.replace(placeholder.getKey(), placeholder.getValue());
            }
            return STRICT.readTree(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
