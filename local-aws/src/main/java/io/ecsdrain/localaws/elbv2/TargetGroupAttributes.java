package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.Attribute;
import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.AttributesResult;
import io.ecsdrain.localaws.elbv2.shapes.TargetGroups.DescribeTargetGroupAttributes;
import io.ecsdrain.localaws.elbv2.shapes.TargetGroups.ModifyTargetGroupAttributes;
import io.ecsdrain.localaws.wire.Operations;
import java.util.Map;
import java.util.TreeMap;

/** Attributes of target groups. The deregistration delay has its effect; what would change routing is refused. */
final class TargetGroupAttributes {

    static final String DEREGISTRATION_DELAY = "deregistration_delay.timeout_seconds";

    private final ElbState state;

    TargetGroupAttributes(ElbState state) {
        this.state = state;
    }

    static Map<String, String> defaults() {
        return new TreeMap<>(Map.of(
                DEREGISTRATION_DELAY,
                "300",
                "stickiness.enabled",
                "false",
                "stickiness.type",
                "lb_cookie",
                "stickiness.lb_cookie.duration_seconds",
                "86400",
                "stickiness.app_cookie.cookie_name",
                "",
                "stickiness.app_cookie.duration_seconds",
                "86400",
                "slow_start.duration_seconds",
                "0",
                "load_balancing.algorithm.type",
                "round_robin",
                "load_balancing.cross_zone.enabled",
                "use_load_balancer_configuration"));
    }

    void declare(Operations operations) {
        operations
                .on("DescribeTargetGroupAttributes", DescribeTargetGroupAttributes.class, this::describe)
                .on("ModifyTargetGroupAttributes", ModifyTargetGroupAttributes.class, this::modify);
    }

    private AttributesResult describe(DescribeTargetGroupAttributes request) {
        return shown(state.targetGroup(Check.required(request.targetGroupArn(), "TargetGroupArn")));
    }

    /** A changed delay counts for deregistrations that begin later. */
    private AttributesResult modify(ModifyTargetGroupAttributes request) {
        TargetGroupEntry entry = state.targetGroup(Check.required(request.targetGroupArn(), "TargetGroupArn"));
        Check.required(request.attributes(), "Attributes").forEach(a -> check(entry, a));
        request.attributes().forEach(a -> entry.attributes().put(a.key(), a.value()));
        return shown(entry);
    }

    private static void check(TargetGroupEntry entry, Attribute attribute) {
        String key = Check.required(attribute.key(), "Attributes.Key");
        String value = Check.required(attribute.value(), "Attributes.Value");
        Check.that(entry.attributes().containsKey(key), "Target group attribute key '" + key + "' is not recognized");
        if (key.equals(DEREGISTRATION_DELAY)) {
            Check.that(
                    value.matches("[0-9]{1,4}") && Integer.parseInt(value) <= 3600,
                    "'" + key + "' must be between '0' and '3600'");
        }
        Check.supported(!key.equals("stickiness.enabled") || value.equals("false"), "target stickiness");
        Check.supported(
                !key.equals("load_balancing.algorithm.type") || value.equals("round_robin"),
                "load balancing algorithms other than round_robin");
        Check.supported(!key.equals("slow_start.duration_seconds") || value.equals("0"), "slow start");
    }

    private static AttributesResult shown(TargetGroupEntry entry) {
        return new AttributesResult(entry.attributes().entrySet().stream()
                .map(e -> new Attribute(e.getKey(), e.getValue()))
                .toList());
    }
}
