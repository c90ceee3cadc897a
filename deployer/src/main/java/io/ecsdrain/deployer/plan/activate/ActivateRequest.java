package io.ecsdrain.deployer.plan.activate;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import java.time.Duration;

/**
 * What {@code activate} is asked to do.
 *
 * @param yes do not ask
 * @param deployTimeout how long a deployment that is being created counts as such
 * @param strict what would be a warning is a refusal
 */
public record ActivateRequest(
        Target target, DeploymentKey key, OutputFormat format, boolean yes, Duration deployTimeout, boolean strict) {}
