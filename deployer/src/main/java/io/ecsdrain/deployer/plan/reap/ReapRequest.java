package io.ecsdrain.deployer.plan.reap;

import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import io.ecsdrain.reaper.ReaperConfig;

/**
 * What {@code reap} is asked to do.
 *
 * @param config the reaper's own, flags already laid over its variables
 */
public record ReapRequest(Target target, ReaperConfig config, OutputFormat format, boolean yes) {}
