package io.ecsdrain.deployer.plan.deploy;

import io.ecsdrain.contract.DeploymentKey;
import java.util.Optional;

/**
 * Where a new deployment has its scaling from.
 *
 * @param like the live deployment that it is copied from
 * @param file or what a file says; neither: it gets none
 */
public record ScalingSource(Optional<DeploymentKey> like, Optional<ScalingDefinition> file) {}
