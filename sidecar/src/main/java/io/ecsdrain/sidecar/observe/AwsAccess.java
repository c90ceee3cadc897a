package io.ecsdrain.sidecar.observe;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The way to SSM, as the environment tells it. No profile is read.
 *
 * @param region empty for the SDK's own search
 * @param endpoint empty for AWS's own
 * @param proxy how to reach the endpoint, if not straight
 * @param caBundle certificates to trust instead of the JVM's own, as PEM
 */
public record AwsAccess(
        Optional<String> region, Optional<URI> endpoint, Optional<HttpProxy> proxy, Optional<Path> caBundle) {

    /** Region, endpoint and certificates by default, and no proxy. */
    public static final AwsAccess DEFAULT =
            new AwsAccess(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
