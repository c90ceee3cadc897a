package io.ecsdrain.deployer.plan;

import java.util.Map;

/**
 * What {@code reap} is asked to do.
 *
 * @param variables the reaper's own variables, flags already laid over them
 */
public record ReapRequest(Target target, Map<String, String> variables, OutputFormat format, boolean yes) {
    public ReapRequest {
        variables = Map.copyOf(variables);
    }
}
