package io.ecsdrain.localaws.logs;

import io.ecsdrain.localaws.wire.AwsError;
import java.util.List;

/** The errors of CloudWatch Logs, and the checks that lead to them. */
final class LogErrors {

    private LogErrors() {}

    static AwsError invalid(String message) {
        return AwsError.badRequest("InvalidParameterException", message);
    }

    static AwsError notFound(String what) {
        return AwsError.badRequest("ResourceNotFoundException", "The specified " + what + " does not exist.");
    }

    static AwsError exists(String what) {
        return AwsError.badRequest("ResourceAlreadyExistsException", "The specified " + what + " already exists");
    }

    static AwsError limit(String message) {
        return AwsError.badRequest("LimitExceededException", message);
    }

    /**
     * The class Infrequent Access has neither reads of events nor subscriptions; which error says so is not documented.
     */
    static AwsError notInThisClass(LogGroup group, String operation) {
        return AwsError.badRequest(
                "InvalidOperationException",
                operation + " is not supported for log group " + group.name + " of class " + group.storageClass);
    }

    /** A page size within its limits, or the default, which is the most. */
    static int pageSize(Integer asked, int most) {
        if (asked == null) {
            return most;
        }
        if (asked < 1 || asked > most) {
            throw invalid("Value '" + asked + "' at 'limit' failed to satisfy constraint: between 1 and " + most);
        }
        return asked;
    }

    static LogGroup group(LogStore store, String name) {
        if (name == null) {
            throw invalid("Value null at 'logGroupName' failed to satisfy constraint: Member must not be null");
        }
        return store.find(name).orElseThrow(() -> notFound("log group"));
    }

    static LogStream stream(LogStore store, LogGroup group, String name) {
        return store.streams(group).stream()
                .filter(each -> each.name.equals(name))
                .findFirst()
                .orElseThrow(() -> notFound("log stream"));
    }

    /** {@code [^:*]*}, as the API reference has it for streams. */
    static void streamName(String name) {
        if (name == null || name.isEmpty() || name.length() > 512 || name.contains(":") || name.contains("*")) {
            throw invalid("Value '" + name + "' at 'logStreamName' failed to satisfy constraint: [^:*]*, 1 to 512");
        }
    }

    static void groupName(String name) {
        if (name == null || !name.matches("[.\\-_/#A-Za-z0-9]{1,512}")) {
            throw invalid("Value '" + name + "' at 'logGroupName' failed to satisfy constraint: [.-_/#A-Za-z0-9]+");
        }
    }

    static void names(List<String> streams) {
        if (streams.isEmpty() || streams.size() > 100) {
            throw invalid("Value at 'logStreamNames' failed to satisfy constraint: length between 1 and 100");
        }
    }
}
