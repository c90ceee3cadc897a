package io.ecsdrain.localaws;

import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Real SDK clients that talk to an emulator; without retries, so that a test sees each answer. */
public final class TestClients {

    public static final String ROLE = "AKTEST";

    private TestClients() {}

    public static SsmClient ssm(LocalAws aws) {
        return build(SsmClient.builder(), aws);
    }

    public static CloudWatchClient cloudWatch(LocalAws aws) {
        return build(CloudWatchClient.builder(), aws);
    }

    /** Any client's builder, with the emulator's endpoint, region and made-up credentials. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder, LocalAws aws) {
        Consumer<ClientOverrideConfiguration.Builder> once =
                options -> options.retryStrategy(retry -> retry.maxAttempts(1)).apiCallTimeout(Duration.ofSeconds(20));
        return builder.endpointOverride(aws.endpoint())
                .region(Region.of(aws.region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ROLE, "made-up-for-tests")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(once)
                .build();
    }
}
