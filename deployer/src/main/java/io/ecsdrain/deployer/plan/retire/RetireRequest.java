package io.ecsdrain.deployer.plan.retire;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;

/**
 * What {@code retire} is asked to do.
 *
 * @param now end it without waiting for its sessions
 * @param yes do not ask
 */
public record RetireRequest(Target target, DeploymentKey key, OutputFormat format, boolean now, boolean yes) {}
