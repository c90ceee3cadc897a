package io.ecsdrain.localaws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a question is about out of a call's input. */
public final class Inputs {

    private Inputs() {}

    /** The texts of a list member; empty without it. */
    public static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** A text, or null if it is absent or empty. */
    public static String text(JsonNode value) {
        return value.asText("").isEmpty() ? null : value.asText();
    }

    /** A list of tags, in lower case as ECS spells them or with capitals as the others do. */
    public static Map<String, String> tags(JsonNode list) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (JsonNode each : list) {
            String key = each.path("key").asText(each.path("Key").asText(""));
            tags.put(key, each.path("value").asText(each.path("Value").asText("")));
        }
        return tags;
    }
}
