package io.ecsdrain.inventory.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * No call, its retries included, goes on for longer than the time that is left and the grace after it; once that is
 * over too, none is made.
 */
public final class CallLimit {

    private CallLimit() {}

    /** {@code clients} for a run that ends by force; closing them stays with their maker. */
    public static AwsClients on(AwsClients clients, TimeLeft time) {
        return time == TimeLeft.UNLIMITED ? clients : CallGate.before(clients, request -> limited(request, time));
    }

    private static AwsRequest limited(AwsRequest request, TimeLeft time) {
        Duration most = time.left().plus(TimeLeft.GRACE);
        if (most.compareTo(Duration.ZERO) <= 0) {
            throw AbortedException.create(
                    "no time was left for " + request.getClass().getSimpleName());
        }
        if (most.compareTo(AwsClients.CALL) >= 0) {
            return request;
        }
        AwsRequestOverrideConfiguration.Builder limits = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder);
        return request.toBuilder()
                .overrideConfiguration(limits.apiCallTimeout(most).build())
                .build();
    }
}
