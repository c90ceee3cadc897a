package io.ecsdrain.deployer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** docs/output.schema.json, as a program that reads results applies it. */
final class OutputSchema {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> OWN_DEFINITION = Set.of("status", "explain", "verify", "reap");

    private OutputSchema() {}

    /** What is wrong with what {@code verb} printed; nothing if it is as the file says. */
    static List<String> problems(String verb, String printed) {
        try {
            return problems(verb, JSON.readTree(printed));
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    static List<String> problems(String verb, JsonNode printed) {
        String definition = OWN_DEFINITION.contains(verb) ? verb : "result";
        ObjectNode schema = read();
        schema.remove("anyOf");
        schema.put("$ref", "#/$defs/" + definition);
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(schema)
                .validate(printed, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static ObjectNode read() {
        try {
            return (ObjectNode)
                    JSON.readTree(Path.of("..", "docs", "output.schema.json").toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
