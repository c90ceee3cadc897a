package io.ecsdrain.sidecar.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** docs/openapi.yaml, as its readers see it. */
final class OpenApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** JSON Schema, as OpenAPI 3.1 uses it: with {@code components}, where references lead, beside its own words. */
    private static final JsonMetaSchema DIALECT = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .keyword(new NonValidationKeyword("components"))
            .build();

    private final JsonNode document;

    private OpenApi(JsonNode document) {
        this.document = document;
    }

    static OpenApi read() throws IOException {
        Path file = Path.of("..", "docs", "openapi.yaml");
        return new OpenApi(new ObjectMapper(new YAMLFactory()).readTree(file.toFile()));
    }

    /** {@code "GET /drain"} and so on. */
    Set<String> operations() {
        Set<String> all = new TreeSet<>();
        document.get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> all.add(method.toUpperCase() + " " + path.getKey())));
        return all;
    }

    Set<Integer> statuses(String operation) {
        Set<Integer> all = new TreeSet<>();
        responses(operation).fieldNames().forEachRemaining(status -> all.add(Integer.valueOf(status)));
        return all;
    }

    Set<String> mediaTypes(String operation, int status) {
        return content(operation, status).properties().stream()
                .map(java.util.Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** By name; the value is its schema. */
    TreeMap<String, JsonNode> queryParameters(String operation) {
        TreeMap<String, JsonNode> all = new TreeMap<>();
        operation(operation).path("parameters").forEach(parameter -> {
            if (parameter.get("in").asText().equals("query")) {
                all.put(parameter.get("name").asText(), parameter.get("schema"));
            }
        });
        return all;
    }

    /** What is wrong with {@code body} as a response, nothing if it is as the file says. */
    Set<String> problemsOfResponse(String operation, int status, String mediaType, String body) throws IOException {
        JsonNode schema = content(operation, status).path(mediaType).get("schema");
        if (schema == null) {
            return Set.of("no " + mediaType + " in the file");
        }
        return problems(schema, mediaType.endsWith("json") ? JSON.readTree(body) : TextNode.valueOf(body));
    }

    Set<String> problemsOfRequest(String operation, String body) throws JsonProcessingException {
        JsonNode content = resolved(operation(operation).get("requestBody")).at("/content/application~1json/schema");
        return problems(content, JSON.readTree(body));
    }

    private Set<String> problems(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012, factory -> factory.metaSchema(DIALECT))
                .getSchema(whole)
                .validate(value, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                .stream()
                .map(Object::toString)
                .collect(Collectors.toSet());
    }

    private JsonNode content(String operation, int status) {
        return resolved(responses(operation).path(Integer.toString(status))).path("content");
    }

    private JsonNode responses(String operation) {
        return operation(operation).get("responses");
    }

    private JsonNode operation(String operation) {
        String[] parts = operation.split(" ", 2);
        return document.get("paths").get(parts[1]).get(parts[0].toLowerCase());
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }
}
