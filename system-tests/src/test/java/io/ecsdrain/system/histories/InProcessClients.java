package io.ecsdrain.system.histories;

import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.ParallelReads;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Real SDK clients over a transport without sockets: as many attempts as the product's own, but without pauses between
 * them, for time is not real, and without the budget of retries that one client would carry from one history into the
 * next.
 */
final class InProcessClients {

    private static final URI NOWHERE = URI.create("http://local-aws.invalid");

    private InProcessClients() {}

    /**
     * Clients that survive being closed, as each verb of the deployer does with its own; every call goes through the
     * SDK.
     */
    static AwsClients over(SdkHttpClient http) {
        return new AwsClients(
                kept(SsmClient.class, with(SsmClient.builder(), http).build()),
                kept(EcsClient.class, with(EcsClient.builder(), http).build()),
                kept(
                        CloudWatchClient.class,
                        with(CloudWatchClient.builder(), http).build()),
                kept(
                        CloudWatchLogsClient.class,
                        with(CloudWatchLogsClient.builder(), http).build()),
                kept(
                        ElasticLoadBalancingV2Client.class,
                        with(ElasticLoadBalancingV2Client.builder(), http).build()),
                kept(
                        ApplicationAutoScalingClient.class,
                        with(ApplicationAutoScalingClient.builder(), http).build()),
                http,
                // One after the other, or the order would be chance.
                new ParallelReads(1));
    }

    /** The same by the short cut. */
    static AwsClients shortCut(AwsClients real, SdkHttpClient http) {
        return new AwsClients(
                ShortCut.to(SsmClient.class, "ssm", real.ssm()),
                ShortCut.to(EcsClient.class, "ecs", real.ecs()),
                ShortCut.to(CloudWatchClient.class, "cloudwatch", real.cloudWatch()),
                ShortCut.to(CloudWatchLogsClient.class, "logs", real.logs()),
                ShortCut.to(ElasticLoadBalancingV2Client.class, "elasticloadbalancing", real.elb()),
                ShortCut.to(ApplicationAutoScalingClient.class, "application-autoscaling", real.scaling()),
                http,
                new ParallelReads(1));
    }

    private static <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B with(
            B builder, SdkHttpClient http) {
        return builder.httpClient(http)
                .endpointOverride(NOWHERE)
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(AwsClients.ATTEMPTS)
                                .backoffStrategy(BackoffStrategy.retryImmediately())
                                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                                .circuitBreakerEnabled(false)
                                .build())
                        .build());
    }

    private static <T> T kept(Class<T> type, T client) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
