package io.ecsdrain.lifecycle.plan.facts;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ScalingView;
import java.util.Map;

/** How a service scales, or scaled before we widened its bounds or suspended any of it. */
public record ScalingOriginals(Bounds bounds, Suspension suspension) {

    /** @param tags of the service, which say what was changed */
    public static ScalingOriginals of(Map<String, String> tags, ScalingView target) {
        Bounds now = Bounds.of(target);
        return new ScalingOriginals(
                BoundsMark.read(tags.get(Tags.SCALING_BOUNDS))
                        .map(mark -> mark.original(now))
                        .orElse(now),
                Suspension.parse(tags.get(Tags.SCALING_WAS)).orElse(Suspension.of(target)));
    }
}
