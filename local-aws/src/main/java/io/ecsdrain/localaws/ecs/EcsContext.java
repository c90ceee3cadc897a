package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.links.Switches.Switch;
import io.ecsdrain.localaws.links.TargetRegistry;
import io.ecsdrain.localaws.links.World;
import java.time.Instant;
import java.util.Random;

/** What ECS stands on: the world, the load balancer side, what runs tasks. {@code random} makes ids and picks tasks. */
public record EcsContext(World world, TargetRegistry targets, TaskRuntime runtime, EcsTimings timings, Random random) {

    Instant now() {
        return world.now();
    }

    String arn(String kindAndPath) {
        return world.arn("ecs", kindAndPath);
    }

    boolean on(Switch<Boolean> which) {
        return world.switches().get(which);
    }

    /** As many random hex digits as asked for. */
    String hex(int digits) {
        StringBuilder text = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }

    /** An id in the style of a UUID, as in events and container ARNs. */
    String uuid() {
        return hex(8) + "-" + hex(4) + "-" + hex(4) + "-" + hex(4) + "-" + hex(12);
    }
}
