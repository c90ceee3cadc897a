package io.ecsdrain.deployer.plan.rollback;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import io.ecsdrain.lifecycle.plan.converge.Quorum;
import java.time.Duration;

/**
 * What {@code rollback} is asked to do.
 *
 * @param key the deployment to make live again
 * @param minHealthy how many of its targets have to be healthy before it goes live
 * @param timeout how long to wait for them
 * @param deployTimeout how long a deployment that is being created counts as such
 * @param yes do not ask
 */
public record RollbackRequest(
        Target target,
        DeploymentKey key,
        Quorum minHealthy,
        Duration timeout,
        Duration deployTimeout,
        OutputFormat format,
        boolean yes) {}
