package io.ecsdrain.deployer.plan.reap;

import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import io.ecsdrain.reaper.ReaperConfig;
import java.util.Optional;

/**
 * What {@code explain} is asked.
 *
 * @param config the reaper's own: what it would do depends on it
 * @param id only this deployment; empty: every one
 */
public record ExplainRequest(Target target, ReaperConfig config, Optional<String> id, OutputFormat format) {}
