package io.ecsdrain.inventory.aws;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS's refusals mean to us. */
public final class AwsErrors {

    private AwsErrors() {}

    /** The error code beside the message, which does not contain it. */
    public static String describe(SdkException error) {
        return code(error) + ": " + error.getMessage();
    }

    static boolean is(SdkException error, String... codes) {
        return Set.of(codes).contains(code(error));
    }

    private static String code(SdkException error) {
        if (error instanceof AwsServiceException refused
                && refused.awsErrorDetails() != null
                && refused.awsErrorDetails().errorCode() != null) {
            return refused.awsErrorDetails().errorCode();
        }
        return error.getClass().getSimpleName();
    }
}
