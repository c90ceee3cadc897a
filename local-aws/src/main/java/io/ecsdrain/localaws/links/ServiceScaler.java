package io.ecsdrain.localaws.links;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** ECS services, seen from Application Auto Scaling. */
public interface ServiceScaler {

    /** Desired count of {@code service/<cluster>/<name>}, or empty if there is no such ACTIVE service. */
    OptionalInt desiredCount(String resourceId);

    /** The service's tags; none if there is no such ACTIVE service. */
    Map<String, String> tags(String resourceId);

    /** The ARNs of the target groups that are attached to it; none if there is no such ACTIVE service. */
    List<String> targetGroups(String resourceId);

    /**
     * Whether a deployment of the service goes on, its first one included; false if there is no such ACTIVE service.
     */
    boolean isDeploying(String resourceId);

    void setDesiredCount(String resourceId, int desiredCount);
}
