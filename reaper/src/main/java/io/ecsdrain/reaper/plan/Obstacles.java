package io.ecsdrain.reaper.plan;

import java.util.Optional;

/** What stands against the end of a deployment, whatever its tasks say and however old it is. */
final class Obstacles {

    private Obstacles() {}

    /** What stands against any retirement or deletion. */
    static Optional<Decision> toRetirement(Scene scene) {
        if (scene.routes().unread().isPresent()) {
            return Optional.of(scene.keep(
                    Reason.ROUTE_UNKNOWN,
                    "its routes could not be read: " + scene.routes().unread().get()));
        }
        Optional<String> routed = scene.routes().obstacle();
        if (routed.isPresent()) {
            return Optional.of(scene.keep(Reason.STILL_ROUTED, routed.get()));
        }
        return scene.otherUser()
                .map(other -> scene.keep(
                        Reason.STILL_ROUTED,
                        "service " + other + " uses its target group or its rule too: give that service its own"));
    }

    /** Beside what stands against retirement, a default action that names a group with weight 0 holds the deletion up. */
    static Optional<Decision> toDeletion(Scene scene) {
        return toRetirement(scene).or(() -> scene.routes().idleDefaults().stream()
                .findFirst()
                .map(listener -> scene.keep(
                        Reason.STILL_ROUTED,
                        "the default action of " + listener
                                + " still names its target group, with weight 0: take it out")));
    }
}
