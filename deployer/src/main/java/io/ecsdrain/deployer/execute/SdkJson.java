package io.ecsdrain.deployer.execute;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Fills an SDK builder from JSON as the AWS CLI's {@code --cli-input-json} takes it. Strict: an unknown or wrongly
 * cased member and a value of the wrong type are problems, since AWS would otherwise never hear of them.
 */
final class SdkJson {

    private final List<String> problems = new ArrayList<>();

    private SdkJson() {}

    /** Fills {@code builder} and returns what did not fit, each naming its path. */
    static List<String> fill(SdkPojo builder, JsonNode json) {
        SdkJson reader = new SdkJson();
        reader.members(builder, json, "");
        return reader.problems;
    }

    private void members(SdkPojo builder, JsonNode json, String path) {
        if (!json.isObject()) {
            wrong(path, "an object", json);
            return;
        }
        Map<String, SdkField<?>> known =
                builder.sdkFields().stream().collect(Collectors.toMap(SdkField::locationName, Function.identity()));
        json.properties().forEach(member -> {
            String where = path + "/" + member.getKey();
            SdkField<?> field = known.get(member.getKey());
            if (field == null) {
                problems.add("unknown member " + where);
            } else if (!member.getValue().isNull()) {
                field.set(builder, value(field, member.getValue(), where));
            }
        });
    }

    private Object value(SdkField<?> field, JsonNode json, String path) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            SdkPojo nested = field.constructor().get();
            members(nested, json, path);
            return ((SdkBuilder<?, ?>) nested).build();
        }
        if (type == MarshallingType.LIST) {
            return list(field.getTrait(ListTrait.class).memberFieldInfo(), json, path);
        }
        if (type == MarshallingType.MAP) {
            return map(field.getTrait(MapTrait.class).valueFieldInfo(), json, path);
        }
        return scalar(type, json, path);
    }

    private List<Object> list(SdkField<?> member, JsonNode json, String path) {
        if (!json.isArray()) {
            return wrong(path, "a list", json);
        }
        List<Object> values = new ArrayList<>();
        for (JsonNode each : json) {
            values.add(value(member, each, path + "/" + values.size()));
        }
        return values;
    }

    private Map<String, Object> map(SdkField<?> value, JsonNode json, String path) {
        if (!json.isObject()) {
            return wrong(path, "an object", json);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        json.properties()
                .forEach(entry ->
                        values.put(entry.getKey(), value(value, entry.getValue(), path + "/" + entry.getKey())));
        return values;
    }

    private Object scalar(MarshallingType<?> type, JsonNode json, String path) {
        if (type == MarshallingType.STRING) {
            return json.isTextual() ? json.textValue() : wrong(path, "a string", json);
        }
        if (type == MarshallingType.BOOLEAN) {
            return json.isBoolean() ? json.booleanValue() : wrong(path, "true or false", json);
        }
        if (type == MarshallingType.INTEGER) {
            return json.canConvertToInt() && json.isIntegralNumber()
                    ? json.intValue()
                    : wrong(path, "a whole number", json);
        }
        if (type == MarshallingType.LONG) {
            return json.isIntegralNumber() ? json.longValue() : wrong(path, "a whole number", json);
        }
        if (type == MarshallingType.DOUBLE) {
            return json.isNumber() ? json.doubleValue() : wrong(path, "a number", json);
        }
        if (type == MarshallingType.INSTANT) {
            return time(json, path);
        }
        return wrong(path, "something that a file cannot hold", json);
    }

    /** As the CLI takes it: ISO 8601, or seconds since 1970. */
    private Object time(JsonNode json, String path) {
        if (json.isIntegralNumber()) {
            return Instant.ofEpochSecond(json.longValue());
        }
        try {
            return OffsetDateTime.parse(json.asText()).toInstant();
        } catch (DateTimeParseException none) {
            return wrong(path, "a time such as 2030-01-31T22:00:00Z", json);
        }
    }

    private <T> T wrong(String path, String wanted, JsonNode json) {
        problems.add((path.isEmpty() ? "the document" : path) + " must be " + wanted + ", but is " + json);
        return null;
    }
}
