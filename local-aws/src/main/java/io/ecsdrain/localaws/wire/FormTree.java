package io.ecsdrain.localaws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns {@code Actions.member.1.Type=forward} into a tree: dots are members, {@code member.N} are list elements. */
final class FormTree {

    private FormTree() {}

    static ObjectNode of(Map<String, String> form) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        form.forEach((name, value) -> put(root, name, value));
        return (ObjectNode) withLists(root);
    }

    private static void put(ObjectNode root, String name, String value) {
        String[] steps = name.split("\\.");
        ObjectNode at = root;
        for (int i = 0; i < steps.length - 1; i++) {
            JsonNode next = at.get(steps[i]);
            if (next == null) {
                next = at.putObject(steps[i]);
            }
            if (!(next instanceof ObjectNode object)) {
                throw AwsError.badRequest("MalformedQueryString", name + " is below a value");
            }
            at = object;
        }
        at.put(steps[steps.length - 1], value);
    }

    private static JsonNode withLists(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        if (object.size() == 1 && object.get("member") instanceof ObjectNode members) {
            return list(members);
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(member -> copy.set(member.getKey(), withLists(member.getValue())));
        return copy;
    }

    private static ArrayNode list(ObjectNode members) {
        SortedMap<Integer, JsonNode> byIndex = new TreeMap<>();
        members.properties().forEach(member -> byIndex.put(index(member.getKey()), withLists(member.getValue())));
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        byIndex.values().forEach(list::add);
        return list;
    }

    private static int index(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw AwsError.badRequest("MalformedQueryString", "not a list index: " + text);
        }
    }
}
