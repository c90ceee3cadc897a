package io.ecsdrain.localaws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Timestamps inside output trees. */
final class Timestamps {

    private Timestamps() {}

    static Optional<Instant> in(JsonNode node) {
        return node instanceof POJONode pojo && pojo.getPojo() instanceof Instant at
                ? Optional.of(at)
                : Optional.empty();
    }

    /** Epoch seconds with milliseconds, which is as fine as AWS answers. */
    static BigDecimal seconds(Instant at) {
        return BigDecimal.valueOf(at.toEpochMilli(), 3);
    }

    /** A copy in which every timestamp is a number of epoch seconds. */
    static JsonNode asNumbers(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> copy.set(member.getKey(), asNumbers(member.getValue())));
            return copy;
        }
        if (tree instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(asNumbers(element)));
            return copy;
        }
        return in(tree).<JsonNode>map(at -> DecimalNode.valueOf(seconds(at))).orElse(tree);
    }
}
