package io.ecsdrain.localaws.scaling;

import io.ecsdrain.localaws.wire.AwsError;

/** What every call says about what it scales: here nothing but the desired count of ECS services. */
final class Checks {

    private Checks() {}

    static void target(String namespace, String dimension) {
        namespace(namespace);
        if (!Scaling.DIMENSION.equals(dimension)) {
            throw AwsError.unsupported("the scalable dimension " + dimension);
        }
    }

    static void namespace(String namespace) {
        if (!Scaling.NAMESPACE.equals(namespace)) {
            throw AwsError.unsupported("the service namespace " + namespace);
        }
    }

    static AwsError invalid(String message) {
        return AwsError.badRequest("ValidationException", message);
    }

    static AwsError notFound(String what, String resourceId) {
        return AwsError.badRequest(
                "ObjectNotFoundException",
                what + " service namespace: ecs, resource ID: " + resourceId + ", scalable dimension: "
                        + Scaling.DIMENSION);
    }
}
