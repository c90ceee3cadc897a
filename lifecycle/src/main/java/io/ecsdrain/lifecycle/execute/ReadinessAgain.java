package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import java.util.Optional;

/** Asked just before a deployment is scaled to zero whose tasks have answered a fence: do they still say so? */
@FunctionalInterface
public interface ReadinessAgain {

    /** Without a way to ask: refuses. */
    ReadinessAgain NOT_POSSIBLE = key -> Optional.of("its tasks cannot be asked again");

    /**
     * Why the deployment must not be scaled to zero; empty if all of its tasks, as they are listed now, are ready
     * still.
     */
    Optional<String> refuted(DeploymentKey key);
}
