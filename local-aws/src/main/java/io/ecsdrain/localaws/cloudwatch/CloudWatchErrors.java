package io.ecsdrain.localaws.cloudwatch;

import io.ecsdrain.localaws.wire.AwsError;

/** CloudWatch's refusals. */
final class CloudWatchErrors {

    private CloudWatchErrors() {}

    static AwsError invalid(String message) {
        return AwsError.badRequest("InvalidParameterValue", message);
    }

    static AwsError combination(String message) {
        return AwsError.badRequest("InvalidParameterCombination", message);
    }

    static <T> T required(T value, String name) {
        if (value == null) {
            throw AwsError.badRequest("MissingParameter", "The parameter " + name + " is required.");
        }
        return value;
    }
}
