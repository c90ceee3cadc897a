package io.ecsdrain.deployer.plan.look;

import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import io.ecsdrain.inventory.model.SidecarLogs;
import java.util.Optional;

/**
 * What {@code status} and {@code verify} are asked to look at.
 *
 * @param deploymentName only this name; empty: every name
 * @param logs where the sidecars' lines are read; empty if the metric alone is
 */
public record LookRequest(
        Target target, Optional<String> deploymentName, OutputFormat format, Optional<SidecarLogs> logs) {}
