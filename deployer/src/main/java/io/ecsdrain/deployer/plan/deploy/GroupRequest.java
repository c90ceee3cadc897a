package io.ecsdrain.deployer.plan.deploy;

import java.time.Duration;
import java.util.Optional;

/**
 * The target group that {@code deploy} is to create.
 *
 * @param healthMatcher status codes of a healthy target, as AWS writes them: {@code 200}, {@code 200,302},
 *     {@code 200-299}
 * @param healthInterval seconds between two health checks, 6 to 300
 * @param deregistrationDelay how long a target that is taken out keeps its connections, 0 to 1 h; empty: AWS's 5
 *     minutes
 */
public record GroupRequest(
        String healthPath, String healthMatcher, int healthInterval, Optional<Duration> deregistrationDelay) {}
