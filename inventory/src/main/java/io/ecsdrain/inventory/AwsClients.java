package io.ecsdrain.inventory;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The five clients that every program talks to AWS with, built one way: retry mode STANDARD with {@value #ATTEMPTS} attempts
 * (said explicitly, for the SDK's default is about to change), every call bounded in time, one connection pool. Closing this
 * closes them.
 *
 * <p>Throttling is an {@code AwsServiceException} whose {@code isThrottlingException()} holds, thrown after the last attempt.
 * SSM's {@code TooManyUpdates} is not retried by the SDK.
 */
public record AwsClients(
        SsmClient ssm,
        EcsClient ecs,
        CloudWatchClient cloudWatch,
        ElasticLoadBalancingV2Client elb,
        ApplicationAutoScalingClient scaling,
        SdkHttpClient http)
        implements AutoCloseable {

    /** First try included. */
    public static final int ATTEMPTS = 4;

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(45);

    /**
     * Clients with the SDK's own credentials chain.
     *
     * @param endpoint one endpoint for all five services; without it the SDK's, which honours {@code AWS_ENDPOINT_URL}
     * @param region without it the SDK's own region chain, which throws an {@code SdkClientException} if it finds none
     */
    public static AwsClients create(Optional<URI> endpoint, Optional<String> region) {
        return build(new Origin(endpoint, region, Optional.empty()));
    }

    /** Clients for a loopback AWS: region eu-west-1, the access key naming the caller in its records. */
    public static AwsClients forTest(URI endpoint, String accessKey) {
        return build(new Origin(Optional.of(endpoint), Optional.of("eu-west-1"), Optional.of(accessKey)));
    }

    private static AwsClients build(Origin origin) {
        SdkHttpClient http = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(ATTEMPT)
                .build();
        return new AwsClients(
                origin.apply(SsmClient.builder(), http).build(),
                origin.apply(EcsClient.builder(), http).build(),
                origin.apply(CloudWatchClient.builder(), http).build(),
                origin.apply(ElasticLoadBalancingV2Client.builder(), http).build(),
                origin.apply(ApplicationAutoScalingClient.builder(), http).build(),
                http);
    }

    @Override
    public void close() {
        List.<SdkAutoCloseable>of(ssm, ecs, cloudWatch, elb, scaling, http).forEach(SdkAutoCloseable::close);
    }

    private record Origin(Optional<URI> endpoint, Optional<String> region, Optional<String> accessKey) {

        <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B apply(B builder, SdkHttpClient http) {
            builder.httpClient(http)
                    .overrideConfiguration(ClientOverrideConfiguration.builder()
                            .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                    .maxAttempts(ATTEMPTS)
                                    .build())
                            .apiCallAttemptTimeout(ATTEMPT)
                            .apiCallTimeout(CALL)
                            .build());
            endpoint.ifPresent(builder::endpointOverride);
            region.map(Region::of).ifPresent(builder::region);
            accessKey.ifPresent(key -> builder.credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "local"))));
            return builder;
        }
    }
}
