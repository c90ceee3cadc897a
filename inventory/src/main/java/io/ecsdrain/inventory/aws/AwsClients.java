package io.ecsdrain.inventory.aws;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The six clients that every program talks to AWS with, built one way: retry mode STANDARD with {@value #ATTEMPTS}
 * attempts (said explicitly, for the SDK's default is about to change), every call bounded in time, one connection
 * pool. Closing this closes them.
 *
 * <p>Throttling is an {@code AwsServiceException} whose {@code isThrottlingException()} holds, thrown after the last
 * attempt. SSM's {@code TooManyUpdates} is not retried by the SDK.
 */
public record AwsClients(
        SsmClient ssm,
        EcsClient ecs,
        CloudWatchClient cloudWatch,
        CloudWatchLogsClient logs,
        ElasticLoadBalancingV2Client elb,
        ApplicationAutoScalingClient scaling,
        SdkHttpClient http,
        ParallelReads atOnce)
        implements AutoCloseable {

    /**
     * So many reads are under way at once: enough for a burst to be over within a second or two, and few beside all
     * else that calls AWS in the account.
     */
    public static final int READS_AT_ONCE = 6;

    /** First try included. */
    public static final int ATTEMPTS = 4;

    static final Duration ATTEMPT = TimeLeft.GRACE;
    static final Duration CALL = Duration.ofSeconds(45);

    /** Of the SDK's standard mode. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Duration PAUSE_OF_THROTTLED = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
    private static final Duration CONNECT = Duration.ofSeconds(3);

    /**
     * Clients with the SDK's own credentials chain. Reads are made several at once and paced to stay below AWS's
     * throttling.
     *
     * @param endpoint one endpoint for all six services; without it the SDK's, which honours {@code AWS_ENDPOINT_URL}
     * @param region without it the SDK's own region chain, which throws an {@code SdkClientException} if it finds none
     */
    public static AwsClients create(Optional<URI> endpoint, Optional<String> region) {
        return build(new Origin(endpoint, region, Optional.empty(), Optional.of(new RequestPacer())), READS_AT_ONCE);
    }

    /**
     * Clients for a loopback AWS: region eu-west-1, the access key naming the caller in its records. Reads are made one
     * after the other, so that a test knows their order, and as fast as they can be.
     */
    public static AwsClients forTest(URI endpoint, String accessKey) {
        return build(
                new Origin(Optional.of(endpoint), Optional.of("eu-west-1"), Optional.of(accessKey), Optional.empty()),
                1);
    }

    /** As {@link #forTest(URI, String)}, but with several reads at once, as {@link #create} makes them. */
    public static AwsClients forTestReadingAtOnce(URI endpoint, String accessKey) {
        return build(
                new Origin(Optional.of(endpoint), Optional.of("eu-west-1"), Optional.of(accessKey), Optional.empty()),
                READS_AT_ONCE);
    }

    /**
     * Clients for a loopback AWS whose time is moved: reads are paced as those of {@link #create} are, and failed calls
     * are tried again, all by {@code waiting}. Reads are made one after the other.
     *
     * @param nanoTime the moved time, as {@link System#nanoTime} tells real time
     */
    public static AwsClients forTest(URI endpoint, String accessKey, LongSupplier nanoTime, Sleeper waiting) {
        Origin origin = new Origin(
                Optional.of(endpoint),
                Optional.of("eu-west-1"),
                Optional.of(accessKey),
                Optional.of(new RequestPacer(nanoTime, waiting)),
                Optional.of(waiting));
        return build(origin, 1);
    }

    private static AwsClients build(Origin origin, int readsAtOnce) {
        SdkHttpClient http = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(ATTEMPT)
                .build();
        return new AwsClients(
                origin.apply(SsmClient.builder(), http).build(),
                origin.apply(EcsClient.builder(), http).build(),
                origin.apply(CloudWatchClient.builder(), http).build(),
                origin.apply(CloudWatchLogsClient.builder(), http).build(),
                origin.apply(ElasticLoadBalancingV2Client.builder(), http).build(),
                origin.apply(ApplicationAutoScalingClient.builder(), http).build(),
                http,
                new ParallelReads(readsAtOnce));
    }

    @Override
    public void close() {
        List.<SdkAutoCloseable>of(ssm, ecs, cloudWatch, logs, elb, scaling, http, atOnce)
                .forEach(SdkAutoCloseable::close);
    }

    /** @param pauses by which failed calls wait before they are tried again; empty for the SDK's own */
    private record Origin(
            Optional<URI> endpoint,
            Optional<String> region,
            Optional<String> accessKey,
            Optional<RequestPacer> pace,
            Optional<Sleeper> pauses) {

        Origin(
                Optional<URI> endpoint,
                Optional<String> region,
                Optional<String> accessKey,
                Optional<RequestPacer> pace) {
            this(endpoint, region, accessKey, pace, Optional.empty());
        }

        /** As the SDK's own, but without chance. */
        private static BackoffStrategy pausing(Sleeper waiting, Duration first) {
            BackoffStrategy delays = BackoffStrategy.exponentialDelayWithoutJitter(first, LONGEST_PAUSE);
            return attempt -> {
                waiting.pause(delays.computeDelay(attempt));
                return Duration.ZERO;
            };
        }

        private StandardRetryStrategy retries() {
            StandardRetryStrategy.Builder strategy =
                    AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS);
            pauses.ifPresent(waiting -> strategy.backoffStrategy(pausing(waiting, PAUSE))
                    .throttlingBackoffStrategy(pausing(waiting, PAUSE_OF_THROTTLED)));
            return strategy.build();
        }

        <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B apply(B builder, SdkHttpClient http) {
            ClientOverrideConfiguration.Builder limits = ClientOverrideConfiguration.builder()
                    .retryStrategy(retries())
                    .apiCallAttemptTimeout(ATTEMPT)
                    .apiCallTimeout(CALL);
            limits.addExecutionInterceptor(new NamesEndpoint());
            pace.ifPresent(limits::addExecutionInterceptor);
            builder.httpClient(http).overrideConfiguration(limits.build());
            endpoint.ifPresent(builder::endpointOverride);
            region.map(Region::of).ifPresent(builder::region);
            accessKey.ifPresent(key -> builder.credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "local"))));
            return builder;
        }
    }
}
