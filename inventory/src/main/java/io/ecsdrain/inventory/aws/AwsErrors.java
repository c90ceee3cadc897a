package io.ecsdrain.inventory.aws;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS's refusals mean to us. */
public final class AwsErrors {

    private AwsErrors() {}

    /** The error code beside the message, which does not contain it. */
    public static String describe(SdkException error) {
        return code(error) + ": " + error.getMessage();
    }

    /**
     * AWS's error code, since the message does not hold it; the client's own words where AWS did not answer with one.
     */
    public static String reason(SdkException error) {
        return codeOf(error).orElseGet(() -> describe(error));
    }

    private static String code(SdkException error) {
        return codeOf(error).orElse(error.getClass().getSimpleName());
    }

    private static Optional<String> codeOf(SdkException error) {
        return error instanceof AwsServiceException refused
                ? Optional.ofNullable(refused.awsErrorDetails()).map(AwsErrorDetails::errorCode)
                : Optional.empty();
    }
}
