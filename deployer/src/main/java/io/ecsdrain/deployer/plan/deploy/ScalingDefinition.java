package io.ecsdrain.deployer.plan.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.lifecycle.plan.facts.Bounds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * A file that says how a service scales: {@code ScalableTarget}, {@code ScalingPolicies} and {@code ScheduledActions},
 * each with the members that RegisterScalableTarget, PutScalingPolicy and PutScheduledAction take. What a deployment is
 * and which target group it has are ours.
 */
public final class ScalingDefinition {

    private static final String TARGET = "ScalableTarget";
    private static final String POLICIES = "ScalingPolicies";
    private static final String ACTIONS = "ScheduledActions";
    private static final List<String> OURS = List.of("ServiceNamespace", "ScalableDimension", "ResourceId");
    private static final String LABEL =
            "/TargetTrackingScalingPolicyConfiguration/PredefinedMetricSpecification/ResourceLabel";

    private final JsonNode document;

    private ScalingDefinition(JsonNode document) {
        this.document = document;
    }

    public static ScalingDefinition of(JsonNode file) {
        return new ScalingDefinition(file.deepCopy());
    }

    /** What cannot be for a deployment of {@code key} in {@code cluster}, one sentence each. */
    public List<String> problems(DeploymentKey key, String cluster) {
        List<String> problems = new ArrayList<>();
        document.properties().stream()
                .map(member -> member.getKey())
                .filter(name -> !List.of(TARGET, POLICIES, ACTIONS).contains(name))
                .forEach(name -> problems.add("unknown member /" + name));
        target(problems);
        named(POLICIES, "PolicyName", problems);
        named(ACTIONS, "ScheduledActionName", problems);
        String resourceId = ScalingView.resourceId(cluster, key.serviceName());
        ours("/" + TARGET, document.path(TARGET), resourceId, problems);
        each(POLICIES, (path, policy) -> {
            ours(path, policy, resourceId, problems);
            if (!policy.at(LABEL).isMissingNode()) {
                problems.add(path + LABEL
                        + " must be left out: it names the target group, and each deployment gets one of its own");
            }
        });
        each(ACTIONS, (path, action) -> {
            ours(path, action, resourceId, problems);
            required(path, action, "Schedule", problems);
            required(path, action, "ScalableTargetAction", problems);
        });
        return problems;
    }

    private void target(List<String> problems) {
        JsonNode target = document.path(TARGET);
        required("", document, TARGET, problems);
        if (document.has(TARGET)) {
            required("/" + TARGET, target, "MinCapacity", problems);
            required("/" + TARGET, target, "MaxCapacity", problems);
            for (String member : List.of("RoleARN", "Tags")) {
                if (target.has(member)) {
                    problems.add("/" + TARGET + "/" + member + " must be left out: deploy does not set it");
                }
            }
        }
        int min = target.path("MinCapacity").asInt();
        int max = target.path("MaxCapacity").asInt();
        if (min < 0 || max < 1 && target.path("MaxCapacity").isIntegralNumber()) {
            problems.add("/" + TARGET + ": MinCapacity must be at least 0 and MaxCapacity at least 1");
        } else if (max < min && target.has("MaxCapacity")) {
            problems.add("/" + TARGET + ": MaxCapacity " + max + " is less than MinCapacity " + min);
        }
    }

    private void named(String list, String name, List<String> problems) {
        if (document.has(list) && !document.path(list).isArray()) {
            problems.add("/" + list + " must be a list, but is " + document.path(list));
        }
        Set<String> names = new HashSet<>();
        each(list, (path, entry) -> {
            required(path, entry, name, problems);
            if (entry.has(name) && !names.add(entry.path(name).asText())) {
                problems.add(path + "/" + name + " '" + entry.path(name).asText() + "' is there twice");
            }
        });
    }

    private static void required(String path, JsonNode entry, String member, List<String> problems) {
        if (!entry.hasNonNull(member)) {
            problems.add(path + "/" + member + " is missing");
        }
    }

    /** They may be there, as they are in a file made for the CLI, if they say what they are. */
    private static void ours(String path, JsonNode entry, String resourceId, List<String> problems) {
        List<String> right = List.of("ecs", "ecs:service:DesiredCount", resourceId);
        for (int at = 0; at < OURS.size(); at++) {
            String said = entry.path(OURS.get(at)).asText(right.get(at));
            if (!said.equals(right.get(at))) {
                problems.add(path + "/" + OURS.get(at) + " is '" + said + "': leave it out; it is " + right.get(at));
            }
        }
    }

    private interface Judge {
        void judge(String path, JsonNode entry);
    }

    private void each(String list, Judge judge) {
        int at = 0;
        for (JsonNode entry : document.path(list)) {
            judge.judge("/" + list + "/" + at++, entry);
        }
    }

    /** Empty unless both are whole numbers. */
    public Optional<Bounds> bounds() {
        JsonNode min = document.path(TARGET).path("MinCapacity");
        JsonNode max = document.path(TARGET).path("MaxCapacity");
        return min.isIntegralNumber() && max.isIntegralNumber()
                ? Optional.of(new Bounds(min.intValue(), max.intValue()))
                : Optional.empty();
    }

    /** The names of its step scaling policies: they work only once an alarm names them, and deploy makes none. */
    public List<String> stepPolicies() {
        return policies().stream()
                .filter(policy -> policy.has("StepScalingPolicyConfiguration"))
                .map(policy -> policy.path("PolicyName").asText())
                .toList();
    }

    /** As RegisterScalableTarget takes it, without what is ours. */
    public JsonNode target() {
        return withoutOurs(document.path(TARGET));
    }

    /** As PutScalingPolicy takes them, likewise. */
    public List<JsonNode> policies() {
        return entries(POLICIES);
    }

    /** As PutScheduledAction takes them, likewise. */
    public List<JsonNode> actions() {
        return entries(ACTIONS);
    }

    private List<JsonNode> entries(String list) {
        return StreamSupport.stream(document.path(list).spliterator(), false)
                .map(ScalingDefinition::withoutOurs)
                .toList();
    }

    private static JsonNode withoutOurs(JsonNode entry) {
        return entry instanceof ObjectNode object ? object.deepCopy().remove(OURS) : entry;
    }
}
