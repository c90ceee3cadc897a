package io.ecsdrain.localaws.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The rules of the embedded metric format for single members. */
final class EmfRules {

    private static final double MAX_VALUE = Math.scalb(1.0, 360);
    private static final int MAX_VALUES = 100;
    private static final Set<String> UNITS = Set.of(
            "Seconds Microseconds Milliseconds Bytes Kilobytes Megabytes Gigabytes Terabytes Bits Kilobits Megabits Gigabits "
                    .concat("Terabits Percent Count Bytes/Second Kilobytes/Second Megabytes/Second Gigabytes/Second ")
                    .concat("Terabytes/Second Bits/Second Kilobits/Second Megabits/Second Gigabits/Second ")
                    .concat("Terabits/Second Count/Second None")
                    .split(" "));

    /** A rule that a line breaks. */
    static final class BrokenRule extends RuntimeException {
        BrokenRule(String message) {
            super(message, null, false, false);
        }
    }

    private EmfRules() {}

    static ObjectNode object(JsonNode node, String what) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new BrokenRule(what + " is not an object");
    }

    static List<JsonNode> list(JsonNode node, String what) {
        if (!(node instanceof ArrayNode array)) {
            throw new BrokenRule(what + " is not a list");
        }
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    static void onlyMembers(ObjectNode object, String what, Set<String> known) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new BrokenRule(what + " has the unknown member " + name);
            }
        }
    }

    static String namespace(JsonNode node) {
        String namespace = text(node, "Namespace", 255);
        if (namespace.startsWith(":") || namespace.startsWith("AWS/")) {
            throw new BrokenRule("Namespace begins with : or AWS/");
        }
        return namespace;
    }

    static String name(JsonNode node, String what) {
        String name = text(node, what, 250);
        if (name.startsWith(":")) {
            throw new BrokenRule(what + " begins with a colon");
        }
        return name;
    }

    static String dimensionValue(JsonNode node, String name) {
        return text(node, "the value of dimension " + name, 1024);
    }

    private static String text(JsonNode node, String what, int maxLength) {
        if (node == null || !node.isTextual()) {
            throw new BrokenRule(what + " is not a string");
        }
        String text = node.asText();
        if (text.isBlank() || text.length() > maxLength) {
            throw new BrokenRule(what + " is empty or longer than " + maxLength);
        }
        if (!text.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw new BrokenRule(what + " has other than printable ASCII characters");
        }
        return text;
    }

    static String unit(JsonNode node) {
        if (node == null) {
            return "None";
        }
        if (!node.isTextual() || !UNITS.contains(node.asText())) {
            throw new BrokenRule("unknown Unit " + node);
        }
        return node.asText();
    }

    static int resolution(JsonNode node) {
        if (node == null) {
            return 60;
        }
        if (!node.isInt() || (node.asInt() != 1 && node.asInt() != 60)) {
            throw new BrokenRule("StorageResolution is neither 1 nor 60");
        }
        return node.asInt();
    }

    /** A number, or a list of at most 100 numbers. */
    static double[] values(JsonNode node, String name) {
        List<JsonNode> numbers = node instanceof ArrayNode ? list(node, name) : nullSafe(node, name);
        if (numbers.isEmpty() || numbers.size() > MAX_VALUES) {
            throw new BrokenRule("metric " + name + " does not have 1 to 100 values");
        }
        return numbers.stream().mapToDouble(number -> value(number, name)).toArray();
    }

    private static List<JsonNode> nullSafe(JsonNode node, String name) {
        if (node == null) {
            throw new BrokenRule("metric " + name + " has no value in the event");
        }
        return List.of(node);
    }

    private static double value(JsonNode node, String name) {
        if (!node.isNumber() || !Double.isFinite(node.asDouble()) || Math.abs(node.asDouble()) > MAX_VALUE) {
            throw new BrokenRule("metric " + name + " is not a number within 2^360: " + node);
        }
        return node.asDouble();
    }
}
