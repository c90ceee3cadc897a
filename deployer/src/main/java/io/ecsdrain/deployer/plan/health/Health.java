package io.ecsdrain.deployer.plan.health;

import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import io.ecsdrain.lifecycle.plan.converge.Quorum;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far a deployment's targets are.
 *
 * @param healthy healthy targets
 * @param desired the service's desired count
 * @param needed so many healthy ones are enough
 * @param states how many targets are in which other state
 * @param unit what is counted
 */
public record Health(long healthy, int desired, long needed, Map<String, Long> states, String unit) {

    public static Health of(ServiceView service, List<Target> targets, Quorum quorum) {
        Map<String, Long> states =
                new TreeMap<>(targets.stream().collect(Collectors.groupingBy(Target::state, Collectors.counting())));
        Long healthy = states.remove("healthy");
        int desired = service.desiredCount();
        return new Health(healthy == null ? 0 : healthy, desired, quorum.of(desired), states, "targets healthy");
    }

    /**
     * Of a service that no load balancer looks at: that a task runs says less than that it is healthy, so all of them
     * have to.
     */
    public static Health of(ServiceView service) {
        int desired = service.desiredCount();
        return new Health(service.runningCount(), desired, desired, Map.of(), "tasks running");
    }

    /** The same, for which it is enough if as many are healthy as are needed of {@code fewer}. */
    public Health among(int fewer, Quorum quorum) {
        return new Health(healthy, desired, Math.min(needed, quorum.of(fewer)), states, unit);
    }

    /** As many as are needed are healthy; at desired 0 nothing is enough, for nothing could serve. */
    public boolean isEnough() {
        return desired > 0 && healthy >= needed;
    }

    /**
     * Such as {@code 1 of 2 targets healthy, 1 initial}, or, if fewer will do, {@code 9 of 10 targets healthy, 5
     * needed}.
     */
    public String describe() {
        StringBuilder text = new StringBuilder(healthy + " of " + desired + " " + unit);
        if (needed < desired && healthy < desired) {
            text.append(", ").append(needed).append(" needed");
        }
        states.forEach(
                (state, count) -> text.append(", ").append(count).append(' ').append(state));
        return text.toString();
    }
}
