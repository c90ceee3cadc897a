package io.ecsdrain.deployer.plan.verb;

import java.net.URI;
import java.util.Optional;

/**
 * Where a verb works.
 *
 * @param cluster short name or ARN
 * @param region empty: the SDK's own chain decides
 * @param endpoint empty: the real AWS
 */
public record Target(String cluster, Optional<String> region, Optional<URI> endpoint) {}
