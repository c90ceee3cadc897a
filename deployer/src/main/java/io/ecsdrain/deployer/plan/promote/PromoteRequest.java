package io.ecsdrain.deployer.plan.promote;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import io.ecsdrain.lifecycle.plan.converge.Quorum;
import java.time.Duration;

/**
 * What {@code promote} is asked to do.
 *
 * @param yes do not ask
 * @param deployTimeout a deployment that is still being created is left alone for so long
 * @param minHealthy how much of it has to be healthy
 */
public record PromoteRequest(
        Target target,
        DeploymentKey key,
        OutputFormat format,
        boolean yes,
        Duration deployTimeout,
        Quorum minHealthy) {}
