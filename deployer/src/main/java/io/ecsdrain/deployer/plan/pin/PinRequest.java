package io.ecsdrain.deployer.plan.pin;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code pin} and {@code unpin} are asked to do.
 *
 * @param pinned whether the deployment is to be pinned; else its pin ends now
 * @param length how long a pin lasts; empty: until it is unpinned
 */
public record PinRequest(
        Target target, DeploymentKey key, boolean pinned, Optional<Duration> length, OutputFormat format) {

    public String verb() {
        return pinned ? "pin" : "unpin";
    }
}
