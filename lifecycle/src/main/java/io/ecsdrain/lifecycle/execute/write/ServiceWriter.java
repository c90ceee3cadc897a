package io.ecsdrain.lifecycle.execute.write;

import io.ecsdrain.inventory.aws.Batches;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;

/**
 * Changes and deletes ECS services, and the protection of their tasks. Throws what ECS answers, unless a method says
 * otherwise.
 */
public final class ServiceWriter {

    /** UpdateTaskProtection takes ten tasks, GetTaskProtection a hundred. */
    private static final int PROTECTION_UPDATE = 10;

    private final EcsClient ecs;
    private final String cluster;

    public ServiceWriter(EcsClient ecs, String cluster) {
        this.ecs = ecs;
        this.cluster = cluster;
    }

    public void setDesired(String service, int count) {
        ecs.updateService(request -> request.cluster(cluster).service(service).desiredCount(count));
    }

    /** Starts no deployment. */
    public void setRebalancing(String service, AvailabilityZoneRebalancing rebalancing) {
        ecs.updateService(
                request -> request.cluster(cluster).service(service).availabilityZoneRebalancing(rebalancing));
    }

    /** Adds these tags and replaces those of the same key; others stay. */
    public void tag(String serviceArn, Map<String, String> tags) {
        ecs.tagResource(request -> request.resourceArn(serviceArn).tags(SdkTags.ecs(tags)));
    }

    public void untag(String serviceArn, Collection<String> keys) {
        ecs.untagResource(request -> request.resourceArn(serviceArn).tagKeys(keys));
    }

    public void clearProtection(List<String> taskArns) {
        Batches.of(taskArns, PROTECTION_UPDATE)
                .forEach(batch -> ecs.updateTaskProtection(
                        request -> request.cluster(cluster).tasks(batch).protectionEnabled(false)));
    }

    /** Stale if ECS refuses, as it does for a service that was scaled up. */
    public Outcome delete(String serviceArn) {
        try {
            ecs.deleteService(request -> request.cluster(cluster).service(serviceArn));
            return Outcome.DONE;
        } catch (ServiceNotFoundException gone) {
            return Outcome.GONE;
        } catch (InvalidParameterException scaledUp) {
            return new Outcome.Stale("ECS refuses: " + scaledUp.getMessage());
        }
    }
}
