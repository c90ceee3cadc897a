package io.ecsdrain.deployer.plan.taskdef;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sidecar's container definition with its {@code <PLACEHOLDERS>} filled in, as far as they are known. */
final class Fragment {

    /** Not in the fragment: an option that goes with the group, where the app's container has it. */
    static final String CREATE_GROUP = "awslogs-create-group";

    private static final String GROUP = "awslogs-group";

    private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Z_]+)>");

    private Fragment() {}

    /** A copy with each {@code <KEY>} replaced by its value; unknown ones stay. */
    static ObjectNode fill(JsonNode fragment, Map<String, String> values) {
        ObjectNode container = (ObjectNode) filled(fragment.deepCopy(), values);
        if (values.containsKey(CREATE_GROUP)
                && container.at("/logConfiguration/options") instanceof ObjectNode options) {
            options.put(CREATE_GROUP, values.get(CREATE_GROUP));
        }
        return container;
    }

    /**
     * Gives it a log group of its own; whether the app's group is to be created says nothing of this one.
     *
     * @return whether it logs to CloudWatch; another driver stays as it is
     */
    static boolean logInto(ObjectNode container, String group) {
        boolean toCloudWatch =
                container.at("/logConfiguration/logDriver").asText().equals("awslogs");
        if (toCloudWatch && container.at("/logConfiguration/options") instanceof ObjectNode options) {
            options.put(GROUP, group);
            options.remove(CREATE_GROUP);
        }
        return toCloudWatch;
    }

    private static JsonNode filled(JsonNode node, Map<String, String> values) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(filled(member.getValue(), values)));
        } else if (node instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                array.set(index, filled(array.get(index), values));
            }
        } else if (node.isTextual()) {
            Matcher matcher = PLACEHOLDER.matcher(node.textValue());
            return new TextNode(matcher.replaceAll(
                    found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group()))));
        }
        return node;
    }

    /** Leaves out variables whose value is still a placeholder: {@code deploy} or ECS itself sets those. */
    static void dropOpenVariables(ObjectNode container) {
        Iterator<JsonNode> variables = container.path("environment").iterator();
        while (variables.hasNext()) {
            if (PLACEHOLDER.matcher(variables.next().path("value").asText()).find()) {
                variables.remove();
            }
        }
    }

    /** The placeholders that are still in it. */
    static Set<String> open(JsonNode node) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = PLACEHOLDER.matcher(node.toString());
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
