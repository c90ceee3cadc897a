package io.ecsdrain.localaws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The little XML that AWS Query answers with: elements and text, lists as {@code <member>}, an empty list as
 * {@code <X/>}.
 */
final class XmlText {

    private final StringBuilder text = new StringBuilder(512);

    XmlText open(String name) {
        text.append('<').append(name).append('>');
        return this;
    }

    XmlText open(String name, String namespace) {
        text.append('<').append(name).append(" xmlns=\"").append(namespace).append("\">");
        return this;
    }

    XmlText close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    XmlText leaf(String name, String value) {
        open(name);
        escape(value == null ? "" : value);
        return close(name);
    }

    XmlText value(String name, JsonNode value) {
        if (value.isContainerNode() && value.isEmpty()) {
            text.append('<').append(name).append("/>");
            return this;
        }
        if (value instanceof ArrayNode array) {
            open(name);
            array.forEach(element -> value("member", element));
            return close(name);
        }
        if (value instanceof ObjectNode object) {
            open(name);
            object.properties().forEach(member -> value(member.getKey(), member.getValue()));
            return close(name);
        }
        Optional<Instant> at = Timestamps.in(value);
        return leaf(
                name, at.isPresent() ? at.get().truncatedTo(ChronoUnit.MILLIS).toString() : value.asText());
    }

    private void escape(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            switch (c) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '"' -> text.append("&quot;");
                default -> text.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
