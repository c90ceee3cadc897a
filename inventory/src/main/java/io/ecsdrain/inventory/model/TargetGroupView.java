package io.ecsdrain.inventory.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One target group.
 *
 * @param loadBalancerArns those it is attached to; empty if none
 * @param deregistrationDelaySeconds 0 to 3600; unknown also when it was not asked for
 * @param targets unknown also when their health was not asked for
 */
public record TargetGroupView(
        String arn,
        String name,
        Map<String, String> tags,
        List<String> loadBalancerArns,
        Observed<Integer> deregistrationDelaySeconds,
        Observed<List<Target>> targets) {

    public TargetGroupView {
        tags = Map.copyOf(tags);
        loadBalancerArns = List.copyOf(loadBalancerArns);
        targets = targets.map(List::copyOf);
    }

    /** {@code targetgroup/NAME/ID}, as CloudWatch and scaling policies name the target group of this ARN. */
    public static String metricName(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    /**
     * @param state initial, healthy, unhealthy, unhealthy.draining, draining, unused or unavailable
     * @param reason a code such as {@code Target.ResponseCodeMismatch}
     * @param description the same in words, with what the target answered
     */
    public record Target(String id, int port, String state, Optional<String> reason, Optional<String> description) {

        public Target(String id, int port, String state, Optional<String> reason) {
            this(id, port, state, reason, Optional.empty());
        }
    }
}
