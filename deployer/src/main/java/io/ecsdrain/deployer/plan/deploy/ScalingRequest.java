package io.ecsdrain.deployer.plan.deploy;

import java.util.Optional;

/**
 * How the new deployment is to scale.
 *
 * @param copies as the live one does; nothing to do where that does not scale
 * @param file or as this says; neither: not at all, for now
 */
public record ScalingRequest(boolean copies, Optional<ScalingDefinition> file) {

    public static final ScalingRequest COPY = new ScalingRequest(true, Optional.empty());
    public static final ScalingRequest NONE = new ScalingRequest(false, Optional.empty());

    public static ScalingRequest of(ScalingDefinition file) {
        return new ScalingRequest(false, Optional.of(file));
    }
}
