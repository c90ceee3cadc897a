package io.ecsdrain.deployer.plan;

import io.ecsdrain.contract.DeploymentKey;
import java.time.Duration;

/**
 * What {@code rollback} is asked to do.
 *
 * @param key the deployment to make live again
 * @param timeout how long to wait for its healthy targets
 * @param deployTimeout how long a deployment that is being created counts as such
 * @param yes do not ask
 */
public record RollbackRequest(
        Target target, DeploymentKey key, Duration timeout, Duration deployTimeout, OutputFormat format, boolean yes) {}
