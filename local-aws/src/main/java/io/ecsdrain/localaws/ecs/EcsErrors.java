package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.wire.AwsError;

/** The errors of ECS, in its words where they are known. */
final class EcsErrors {

    private EcsErrors() {}

    static AwsError invalid(String message) {
        return AwsError.badRequest("InvalidParameterException", message);
    }

    static AwsError client(String message) {
        return AwsError.badRequest("ClientException", message);
    }

    static AwsError clusterNotFound() {
        return AwsError.badRequest("ClusterNotFoundException", "Cluster not found.");
    }

    static AwsError serviceNotFound() {
        return AwsError.badRequest("ServiceNotFoundException", "Service not found.");
    }

    static AwsError serviceNotActive() {
        return AwsError.badRequest("ServiceNotActiveException", "Service was not ACTIVE.");
    }

    static AwsError resourceNotFound() {
        return AwsError.badRequest("ResourceNotFoundException", "The specified resource could not be found.");
    }

    /** Insists on a member that the model marks as required. */
    static <T> T required(T value, String member) {
        if (value == null) {
            throw invalid(member + " is required.");
        }
        return value;
    }
}
