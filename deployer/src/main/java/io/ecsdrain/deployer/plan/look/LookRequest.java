package io.ecsdrain.deployer.plan.look;

import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import java.util.Optional;

/**
 * What {@code status} and {@code verify} are asked to look at.
 *
 * @param deploymentName only this name; empty: every name
 */
public record LookRequest(Target target, Optional<String> deploymentName, OutputFormat format) {}
