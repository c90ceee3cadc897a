package io.ecsdrain.deployer.plan;

import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far a deployment's targets are.
 *
 * @param healthy healthy targets
 * @param desired the service's desired count
 * @param states how many targets are in which other state
 * @param unit what is counted
 */
public record Health(long healthy, int desired, Map<String, Long> states, String unit) {

    public static Health of(ServiceView service, List<Target> targets) {
        Map<String, Long> states =
                new TreeMap<>(targets.stream().collect(Collectors.groupingBy(Target::state, Collectors.counting())));
        Long healthy = states.remove("healthy");
        return new Health(healthy == null ? 0 : healthy, service.desiredCount(), states, "targets healthy");
    }

    /** Of a service that no load balancer looks at. */
    public static Health of(ServiceView service) {
        return new Health(service.runningCount(), service.desiredCount(), Map.of(), "tasks running");
    }

    /** Every desired target is healthy; at desired 0 nothing is, for nothing could serve. */
    public boolean isComplete() {
        return desired > 0 && healthy >= desired;
    }

    /** Such as {@code 1 of 2 targets healthy, 1 initial}. */
    public String describe() {
        StringBuilder text = new StringBuilder(healthy + " of " + desired + " " + unit);
        states.forEach(
                (state, count) -> text.append(", ").append(count).append(' ').append(state));
        return text.toString();
    }
}
