package io.ecsdrain.localaws.scaling;

import io.ecsdrain.localaws.links.Switches.Switch;

/** What the documentation of Application Auto Scaling leaves open. Callers must hold under both values of each. */
public final class ScalingSwitches {

    public static final Switch<Boolean> SUSPENSION_PREVENTS_CLAMP = new Switch<>(
            "scaling.suspensionPreventsClamp",
            false,
            "RegisterScalableTarget moves a capacity that lies outside the bounds inside them; that suspended scaling keeps it from"
                    + " doing so is said nowhere");

    private ScalingSwitches() {}
}
