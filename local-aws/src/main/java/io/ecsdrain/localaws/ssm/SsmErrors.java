package io.ecsdrain.localaws.ssm;

import io.ecsdrain.localaws.wire.AwsError;
import java.util.List;

/** The errors of Parameter Store, and the checks that lead to them. */
final class SsmErrors {

    private SsmErrors() {}

    static AwsError validation(String message) {
        return AwsError.badRequest("ValidationException", "1 validation error detected: " + message);
    }

    static AwsError notFound(String name) {
        return AwsError.badRequest("ParameterNotFound", "Parameter " + name + " not found.");
    }

    /** A page size within its limits, or the default. */
    static int pageSize(Integer asked, int max) {
        if (asked == null) {
            return max;
        }
        if (asked < 1 || asked > max) {
            throw validation(
                    "Value '" + asked + "' at 'maxResults' failed to satisfy constraint: between 1 and " + max);
        }
        return asked;
    }

    static void batch(List<String> names) {
        if (names == null || names.isEmpty() || names.size() > 10) {
            throw validation("Value at 'names' failed to satisfy constraint: Member must have length between 1 and 10");
        }
    }
}
