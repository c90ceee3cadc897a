package io.ecsdrain.sidecar.observe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.SsmClientBuilder;

/** Makes the client of SSM: a container's credentials, and bounds on every wait and every answer. */
final class SsmConnection {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);
    /**
     * Of the whole call, retry included: an answer that drips byte by byte never exceeds the other two. Shared by the
     * attempts.
     */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    /** One retry for a connection that died in the pool; the next poll is the real retry. */
    private static final int ATTEMPTS = 2;

    private SsmConnection() {}

    /** @param timers ends a call that lasts too long */
    static SsmClient connect(AwsAccess access, ScheduledExecutorService timers) {
        SsmClientBuilder builder = SsmClient.builder().credentialsProvider(credentials());
        access.region().map(Region::of).ifPresent(builder::region);
        access.endpoint().ifPresent(builder::endpointOverride);
        return patient(builder, access, timers, CALL_TIMEOUT);
    }

    /**
     * Those that a container has. The SDK's own chain also loads what reads profiles, token files and EC2's metadata.
     */
    private static AwsCredentialsProvider credentials() {
        return AwsCredentialsProviderChain.of(
                EnvironmentVariableCredentialsProvider.create(),
                ContainerCredentialsProvider.builder().build());
    }

    /** With bounds on every wait and every answer, and retries that no release of the SDK changes behind our back. */
    static SsmClient patient(
            SsmClientBuilder builder, AwsAccess access, ScheduledExecutorService timers, Duration call) {
        return builder.httpClient(new BoundedHttp(http(access), call.dividedBy(ATTEMPTS)))
                .overrideConfiguration(
                        override -> override.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                        .maxAttempts(ATTEMPTS)
                                        .build())
                                .apiCallTimeout(call)
                                .scheduledExecutorService(timers)
                                .defaultProfileFile(ProfileFile.aggregator().build()))
                .build();
    }

    private static SdkHttpClient http(AwsAccess access) {
        ProxyConfiguration.Builder proxy = ProxyConfiguration.builder()
                .useEnvironmentVariablesValues(false)
                .useSystemPropertyValues(false);
        access.proxy().ifPresent(told -> proxy.endpoint(told.endpoint()).nonProxyHosts(Set.copyOf(told.patterns())));
        UrlConnectionHttpClient.Builder http = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(READ_TIMEOUT)
                .proxyConfiguration(proxy.build());
        access.caBundle().ifPresent(pem -> http.tlsTrustManagersProvider(() -> trusted(pem)));
        return http.build();
    }

    private static TrustManager[] trusted(Path pem) {
        try {
            return CaBundle.read(pem);
        } catch (IOException e) {
            throw new UncheckedIOException("AWS_CA_BUNDLE " + pem + ": " + e.getMessage(), e);
        }
    }
}
