package io.ecsdrain.system.histories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Between the SDK's requests and answers and the trees that local-aws understands, by the fields that the SDK itself
 * writes and reads by.
 *
 * @param text scalars are text, as they are in Query
 */
record Trees(boolean text) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    ObjectNode write(SdkPojo pojo) {
        ObjectNode tree = NODES.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            boolean absent =
                    value == null || value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
            if (!absent) {
                tree.set(field.locationName(), node(value));
            }
        }
        return tree;
    }

    private JsonNode node(Object value) {
        if (value instanceof SdkPojo pojo) {
            return write(pojo);
        }
        if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(each -> array.add(node(each)));
            // Query writes an empty list as "Tags=".
            return text && array.isEmpty() ? NODES.textNode("") : array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, each) -> object.set((String) key, node(each)));
            return object;
        }
        return text ? NODES.textNode(value.toString()) : scalar(value);
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof String string) {
            return NODES.textNode(string);
        }
        if (value instanceof Integer number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Double number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Instant at) {
            // A double, as it comes through the SDK: the record of a call shows which it was.
            return NODES.numberNode(BigDecimal.valueOf(at.getEpochSecond())
                    .add(BigDecimal.valueOf(at.getNano()).divide(NANOS))
                    .doubleValue());
        }
        throw new IllegalArgumentException("no way is known to write a " + value.getClass());
    }

    /** @return what {@code builder} builds with the members of {@code tree} */
    static Object read(JsonNode tree, SdkPojo builder) {
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode node = tree.get(field.locationName());
            if (node != null && !node.isNull()) {
                field.set(builder, value(node, field));
            }
        }
        return ((Buildable) builder).build();
    }

    private static Object value(JsonNode node, SdkField<?> field) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            return read(node, field.constructor().get());
        }
        if (type == MarshallingType.LIST) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            List<Object> list = new ArrayList<>(node.size());
            node.forEach(each -> list.add(value(each, member)));
            return list;
        }
        if (type == MarshallingType.MAP) {
            SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(each -> map.put(each.getKey(), value(each.getValue(), member)));
            return map;
        }
        return scalar(node, type);
    }

    private static Object scalar(JsonNode node, MarshallingType<?> type) {
        if (type == MarshallingType.STRING) {
            return node.asText();
        }
        if (type == MarshallingType.INTEGER) {
            return node.asInt();
        }
        if (type == MarshallingType.LONG) {
            return node.asLong();
        }
        if (type == MarshallingType.BOOLEAN) {
            return node.asBoolean();
        }
        if (type == MarshallingType.DOUBLE) {
            return node.asDouble();
        }
        if (type == MarshallingType.INSTANT) {
            return ((POJONode) node).getPojo();
        }
        throw new IllegalArgumentException("no way is known to read a " + type);
    }
}
