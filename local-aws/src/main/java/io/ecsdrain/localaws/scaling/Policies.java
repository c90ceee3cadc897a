package io.ecsdrain.localaws.scaling;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.links.ServiceScaler;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.scaling.Shapes.Alarm;
import io.ecsdrain.localaws.scaling.Shapes.DeletePolicyInput;
import io.ecsdrain.localaws.scaling.Shapes.DescribePoliciesAnswer;
import io.ecsdrain.localaws.scaling.Shapes.DescribePoliciesInput;
import io.ecsdrain.localaws.scaling.Shapes.Nothing;
import io.ecsdrain.localaws.scaling.Shapes.PutPolicyAnswer;
import io.ecsdrain.localaws.scaling.Shapes.PutPolicyInput;
import io.ecsdrain.localaws.scaling.Shapes.ScalingPolicy;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Operations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PutScalingPolicy, DescribeScalingPolicies, DeleteScalingPolicy. A target tracking policy brings its two alarms along,
 * a step policy none; neither is to be found in CloudWatch here.
 */
final class Policies {

    private static final String STEP = "StepScaling";
    private static final String TRACKING = "TargetTrackingScaling";
    private static final Pattern LABEL = Pattern.compile("app/[^/]+/[^/]+/targetgroup/[^/]+/[^/]+");

    /** A page of policies has ten at most, a page of targets fifty. */
    private static final int MOST = 10;

    private final World world;
    private final Predicate<String> isTarget;
    private final ServiceScaler services;
    private final Map<String, ScalingPolicy> policies = new TreeMap<>();

    /** @param isTarget whether a resource id has a scalable target */
    Policies(World world, Predicate<String> isTarget, ServiceScaler services) {
        this.world = world;
        this.isTarget = isTarget;
        this.services = services;
    }

    void addTo(Operations operations) {
        operations
                .on("PutScalingPolicy", PutPolicyInput.class, this::put)
                .on("DescribeScalingPolicies", DescribePoliciesInput.class, this::describe)
                .on("DeleteScalingPolicy", DeletePolicyInput.class, this::delete);
    }

    /** Deregistering a target deletes its policies. */
    void removeAllOf(String resourceId) {
        policies.values().removeIf(each -> each.resourceId().equals(resourceId));
    }

    private Object put(PutPolicyInput in) {
        Checks.target(in.serviceNamespace(), in.scalableDimension());
        if (in.policyName() == null || in.policyName().isEmpty()) {
            throw Checks.invalid("PolicyName is required.");
        }
        if (in.resourceId() == null || !isTarget.test(in.resourceId())) {
            throw Checks.notFound("No scalable target registered for", in.resourceId());
        }
        ScalingPolicy old = policies.get(key(in.resourceId(), in.policyName()));
        String type = in.policyType() == null ? old == null ? STEP : old.policyType() : in.policyType();
        JsonNode configuration =
                switch (type) {
                    case STEP -> in.stepScalingPolicyConfiguration();
                    case TRACKING -> in.targetTrackingScalingPolicyConfiguration();
                    case "PredictiveScaling" -> throw AwsError.unsupported("predictive scaling policies");
                    default -> throw Checks.invalid("Unknown PolicyType: " + type);
                };
        if (configuration == null || type.equals(TRACKING) && !configuration.has("TargetValue")) {
            throw Checks.invalid("The configuration of a " + type + " policy is required.");
        }
        if (type.equals(TRACKING)) {
            label(in.resourceId(), configuration.path("PredefinedMetricSpecification"));
        }
        ScalingPolicy policy = old == null || !old.policyType().equals(type) ? made(in, type) : changed(old, in);
        policies.put(key(in.resourceId(), in.policyName()), policy);
        return new PutPolicyAnswer(policy.policyARN(), policy.alarms());
    }

    /**
     * "You can't specify a resource label unless the metric type is ALBRequestCountPerTarget and there is a target
     * group attached to the ... ECS service" (PredefinedMetricSpecification, API reference).
     */
    private void label(String resourceId, JsonNode metric) {
        boolean counts = metric.path("PredefinedMetricType").asText().equals("ALBRequestCountPerTarget");
        String label = metric.path("ResourceLabel").asText();
        if (counts == label.isEmpty()) {
            throw Checks.invalid("ResourceLabel is for ALBRequestCountPerTarget, which requires it.");
        }
        boolean isAttached = LABEL.matcher(label).matches()
                && services.targetGroups(resourceId).stream()
                        .anyMatch(arn -> label.endsWith("/" + arn.substring(arn.lastIndexOf(':') + 1)));
        if (counts && !isAttached) {
            throw Checks.invalid("Invalid resource label, no such target group is attached: " + label);
        }
    }

    private ScalingPolicy made(PutPolicyInput in, String type) {
        String id = id(in.resourceId() + in.policyName() + type);
        String arn = "scalingPolicy:" + id + ":resource/" + Scaling.NAMESPACE + "/" + in.resourceId() + ":policyName/"
                + in.policyName();
        List<Alarm> alarms = type.equals(TRACKING)
                ? Stream.of("AlarmHigh", "AlarmLow")
                        .map(which -> alarm(in.resourceId(), which))
                        .toList()
                : List.of();
        return new ScalingPolicy(
                world.arn("autoscaling", arn),
                in.policyName(),
                Scaling.NAMESPACE,
                in.resourceId(),
                Scaling.DIMENSION,
                type,
                in.stepScalingPolicyConfiguration(),
                in.targetTrackingScalingPolicyConfiguration(),
                alarms,
                world.now());
    }

    private static ScalingPolicy changed(ScalingPolicy old, PutPolicyInput in) {
        return new ScalingPolicy(
                old.policyARN(),
                old.policyName(),
                old.serviceNamespace(),
                old.resourceId(),
                old.scalableDimension(),
                old.policyType(),
                in.stepScalingPolicyConfiguration(),
                in.targetTrackingScalingPolicyConfiguration(),
                old.alarms(),
                old.creationTime());
    }

    private Alarm alarm(String resourceId, String which) {
        String name = "TargetTracking-" + resourceId + "-" + which + "-" + id(resourceId + which + world.now());
        return new Alarm(name, world.arn("cloudwatch", "alarm:" + name));
    }

    /** Made of what it is for, so that the same calls give the same again. */
    private static String id(String of) {
        return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Object describe(DescribePoliciesInput in) {
        Checks.namespace(in.serviceNamespace());
        int size = in.maxResults() == null ? MOST : in.maxResults();
        if (size < 1 || size > MOST) {
            throw Checks.invalid("MaxResults must be between 1 and 10.");
        }
        List<ScalingPolicy> found = policies.values().stream()
                .filter(each -> in.nextToken() == null
                        || key(each.resourceId(), each.policyName()).compareTo(in.nextToken()) > 0)
                .filter(each -> in.resourceId() == null || each.resourceId().equals(in.resourceId()))
                .filter(each -> in.policyNames() == null
                        || in.policyNames().isEmpty()
                        || in.policyNames().contains(each.policyName()))
                .toList();
        if (found.size() <= size) {
            return new DescribePoliciesAnswer(found, null);
        }
        ScalingPolicy last = found.get(size - 1);
        return new DescribePoliciesAnswer(found.subList(0, size), key(last.resourceId(), last.policyName()));
    }

    private Object delete(DeletePolicyInput in) {
        Checks.target(in.serviceNamespace(), in.scalableDimension());
        if (policies.remove(key(in.resourceId(), in.policyName())) == null) {
            throw Checks.notFound("No scaling policy found for", in.resourceId());
        }
        return new Nothing();
    }

    private static String key(String resourceId, String policyName) {
        return resourceId + " " + policyName;
    }
}
