package io.ecsdrain.sidecar;

import io.ecsdrain.contract.AwsSettings;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.sidecar.observe.AwsAccess;
import io.ecsdrain.sidecar.observe.CaBundle;
import io.ecsdrain.sidecar.observe.HttpProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The variables of the AWS CLI that lead to SSM, with its precedence: the service's own endpoint before the general
 * one, lower case before upper case where both are usual.
 */
final class AwsEnvironment {

    /** A proxy is spoken to over HTTP; the CLI takes a bare host and port for that too. */
    private static final Pattern PROXY =
            Pattern.compile("(?:http://)?(?:[^@/]*@)?([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+\\]):(\\d{1,5})/?");

    private static final List<String> PROFILES =
            List.of("AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE");

    private final Settings settings;
    private final List<String> warnings;

    AwsEnvironment(Settings settings, List<String> warnings) {
        this.settings = settings;
        this.warnings = warnings;
    }

    AwsAccess read() {
        Optional<String> region = AwsSettings.region(settings);
        Optional<URI> general = AwsSettings.endpoint(settings);
        Optional<URI> own = settings.url("AWS_ENDPOINT_URL_SSM", "http", "https");
        Optional<URI> endpoint = own.or(() -> general);
        PROFILES.stream()
                .filter(name -> settings.optional(name).isPresent())
                .forEach(name -> warnings.add(name + " is not read: region, endpoint and credentials are those of the"
                        + " environment and of the container"));
        return new AwsAccess(region, endpoint, proxy(endpoint), caBundle());
    }

    private Optional<HttpProxy> proxy(Optional<URI> endpoint) {
        boolean plain = endpoint.filter(uri -> uri.getScheme().equals("http")).isPresent();
        String upper = plain ? "HTTP_PROXY" : "HTTPS_PROXY";
        String variable =
                settings.given(upper.toLowerCase(java.util.Locale.ROOT)).isPresent()
                        ? upper.toLowerCase(java.util.Locale.ROOT)
                        : upper;
        List<String> without = HttpProxy.entries(
                settings.given("no_proxy").or(() -> settings.given("NO_PROXY")).orElse(""));
        return settings.given(variable).flatMap(value -> {
            var parts = PROXY.matcher(value);
            if (!parts.matches()) {
                settings.problem(variable, value, "must be such as http://proxy.internal:3128");
                return Optional.empty();
            }
            if (value.contains("@")) {
                warnings.add("user and password in " + variable + " are not used");
            }
            without.stream()
                    .filter(HttpProxy::isBlock)
                    .forEach(
                            block -> warnings.add(
                                    "NO_PROXY " + block
                                            + " is a block of addresses and matches nothing, as in the AWS CLI: name hosts or domains"));
            return Optional.of(new HttpProxy(URI.create("http://" + parts.group(1) + ":" + parts.group(2)), without));
        });
    }

    private Optional<Path> caBundle() {
        return settings.optional("AWS_CA_BUNDLE").flatMap(value -> {
            try {
                Path pem = Path.of(value);
                CaBundle.read(pem);
                return Optional.of(pem);
            } catch (IOException | InvalidPathException e) {
                settings.problem("AWS_CA_BUNDLE", value, "must be a readable file of certificates in PEM (" + e + ")");
                return Optional.empty();
            }
        });
    }
}
