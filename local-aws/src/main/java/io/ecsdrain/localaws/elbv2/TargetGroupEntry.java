package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.TargetGroups.TargetGroup;
import io.ecsdrain.localaws.loadbalancer.TargetPool;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A target group with its targets, some of them on their way out. */
final class TargetGroupEntry {

    private TargetGroup settings;
    private final Map<String, String> attributes = TargetGroupAttributes.defaults();
    private final Map<Target.Key, Target> targets = new LinkedHashMap<>();
    private final TargetPool pool;

    TargetGroupEntry(TargetGroup settings) {
        this.settings = settings;
        this.pool = new TargetPool(ElbState.dimension(settings.targetGroupArn()));
    }

    TargetGroup settings() {
        return settings;
    }

    void settings(TargetGroup next) {
        settings = next;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    TargetPool pool() {
        return pool;
    }

    Collection<Target> targets() {
        return List.copyOf(targets.values());
    }

    Optional<Target> target(Target.Key key) {
        return Optional.ofNullable(targets.get(key));
    }

    /** A target that is there already stays as it is; one that drains begins anew. */
    void register(Target.Key key, boolean inert) {
        Target old = targets.get(key);
        if (old != null && old.state() != Target.State.DRAINING) {
            return;
        }
        if (old != null) {
            remove(old);
        }
        Target target = new Target(key, inert);
        targets.put(key, target);
        pool.add(target.backend());
    }

    /** @param attached a group that no load balancer uses has nothing to drain */
    void deregister(Target.Key key, Instant now, boolean attached) {
        Target target = targets.get(key);
        if (target == null || target.state() == Target.State.DRAINING) {
            return;
        }
        if (attached) {
            long delay = Long.parseLong(attributes.get(TargetGroupAttributes.DEREGISTRATION_DELAY));
            target.drain(now.plus(Duration.ofSeconds(delay)));
        } else {
            remove(target);
        }
    }

    void remove(Target target) {
        targets.remove(target.key());
        pool.remove(target.backend());
        target.backend().cut();
    }

    void removeAll() {
        targets().forEach(this::remove);
    }
}
