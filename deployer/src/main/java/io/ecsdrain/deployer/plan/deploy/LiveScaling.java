package io.ecsdrain.deployer.plan.deploy;

import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.ScalingView;
import java.util.List;
import java.util.Optional;

/**
 * How the service of the live deployment scales.
 *
 * @param policies read only where they are to be copied
 * @param actions the names of its scheduled actions, likewise
 */
public record LiveScaling(Lookup<ScalingView> target, List<Policy> policies, List<String> actions) {

    public static final LiveScaling NONE = of(Lookup.missing());

    public LiveScaling {
        policies = List.copyOf(policies);
        actions = List.copyOf(actions);
    }

    /** What moves it was not read. */
    public static LiveScaling of(Lookup<ScalingView> target) {
        return new LiveScaling(target, List.of(), List.of());
    }

    /** How a policy is set to work. */
    public enum Kind {
        /** By alarms that AWS makes for it. */
        TRACKING,
        /** By alarms that a person makes and that name it. */
        STEP,
        /** By what AWS learned from the metrics of this very service, or in a way that is not known here. */
        OTHER
    }

    /**
     * One scaling policy.
     *
     * @param alarms the names of its alarms
     * @param label of the target group whose requests it counts, if it does
     */
    public record Policy(String name, Kind kind, List<String> alarms, Optional<String> label) {
        public Policy {
            alarms = List.copyOf(alarms);
        }
    }
}
