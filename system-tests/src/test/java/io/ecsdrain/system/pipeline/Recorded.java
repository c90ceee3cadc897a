package io.ecsdrain.system.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.contract.DeploymentKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.QueryStringKeyValuePair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/**
 * What an earlier revision's own jars left on local-aws, as AWS's Describe calls showed it, and the actions of its
 * policies. No code of today makes any of it, so that it stays as it was.
 */
final class Recorded {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode root;

    Recorded(String revision) {
        try (InputStream file = Recorded.class.getResourceAsStream("revision-" + revision + ".json")) {
            root = JSON.readTree(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * The conditions of the rule that {@code deploy} made. @param affinity {@code cookie}, {@code header} or
     * {@code query}
     */
    List<RuleCondition> conditions(String affinity, DeploymentKey key) {
        List<RuleCondition> all = new ArrayList<>();
        for (JsonNode condition : root.path("conditions").path(affinity)) {
            String name = condition.path("Name").asText();
            List<String> values = texts(condition.path("Values")).stream()
                    .map(value -> value.replace("<id>", key.id()))
                    .toList();
            RuleCondition.Builder made =
                    RuleCondition.builder().field(condition.path("Field").asText());
            if (condition.path("Field").asText().equals("query-string")) {
                made.queryStringConfig(query -> query.values(values.stream()
                        .map(value -> QueryStringKeyValuePair.builder()
                                .key(name)
                                .value(value)
                                .build())
                        .toList()));
            } else {
                made.httpHeaderConfig(header -> header.httpHeaderName(name).values(values));
            }
            all.add(made.build());
        }
        return all;
    }

    /** @param what member of the recording, slashes between levels */
    Map<String, String> tags(String what, DeploymentKey key, Map<String, String> blanks) {
        Map<String, String> tags = new TreeMap<>();
        root.at("/" + what).properties().forEach(tag -> {
            String[] value = {filled(tag.getValue().asText(), key)};
            blanks.forEach((blank, with) -> value[0] = value[0].replace(blank, with));
            tags.put(tag.getKey(), value[0]);
        });
        return tags;
    }

    /** The sidecar's line on stdout, without its line feed. */
    String line(DeploymentKey key, String task, Instant at, boolean ready) {
        return filled(root.path("line").asText(), key)
                .replace("<task>", task)
                .replace("<millis>", Long.toString(at.toEpochMilli()))
                .replace("<ready>", ready ? "1" : "0");
    }

    /** What the policy of {@code actor} (sidecar, deployer or reaper) allowed. */
    List<String> actions(String actor) {
        return texts(root.path("actions").path(actor));
    }

    private static String filled(String text, DeploymentKey key) {
        return text.replace("<name>", key.name()).replace("<id>", key.id());
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
