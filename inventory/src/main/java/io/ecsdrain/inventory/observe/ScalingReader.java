package io.ecsdrain.inventory.observe;

import io.ecsdrain.inventory.aws.Batches;
import io.ecsdrain.inventory.aws.ParallelReads;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ScalingView;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalingPoliciesResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScheduledActionsResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ScheduledAction;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;

/** Reads the scalable targets of services, and what moves them. */
public final class ScalingReader {

    private static final int BATCH = 50;

    private final ApplicationAutoScalingClient scaling;
    private final ParallelReads atOnce;

    public ScalingReader(ApplicationAutoScalingClient scaling) {
        this(scaling, new ParallelReads(1));
    }

    public ScalingReader(ApplicationAutoScalingClient scaling, ParallelReads atOnce) {
        this.scaling = scaling;
        this.atOnce = atOnce;
    }

    public Lookup<ScalingView> one(String cluster, String service) {
        return of(cluster, List.of(service)).get(service);
    }

    /** By service name, its scalable target; unknown for all of a call that failed. */
    public Map<String, Lookup<ScalingView>> of(String cluster, Collection<String> services) {
        Map<String, Lookup<ScalingView>> all = new HashMap<>();
        atOnce.each(Batches.of(List.copyOf(services), BATCH), batch -> of(cluster, batch))
                .forEach(all::putAll);
        return all;
    }

    private Map<String, Lookup<ScalingView>> of(String cluster, List<String> batch) {
        Observed<Map<String, ScalingView>> found = Reading.observed(() -> describe(batch.stream()
                .map(service -> ScalingView.resourceId(cluster, service))
                .toList()));
        // Unknown ids are silently absent from the answer: that is how AWS says that there is none.
        Map<String, Lookup<ScalingView>> all = new HashMap<>();
        batch.forEach(service -> all.put(service, Lookup.in(found, ScalingView.resourceId(cluster, service))));
        return all;
    }

    private Map<String, ScalingView> describe(List<String> resourceIds) {
        Map<String, ScalingView> found = new HashMap<>();
        Paging.all(
                        "DescribeScalableTargets",
                        token -> scaling.describeScalableTargets(
                                describe -> describe.serviceNamespace(ServiceNamespace.ECS)
                                        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                                        .resourceIds(resourceIds)
                                        .nextToken(token)),
                        DescribeScalableTargetsResponse::nextToken)
                .forEach(
                        page -> page.scalableTargets().forEach(target -> found.put(target.resourceId(), view(target))));
        return found;
    }

    /** The scaling policies of one service, as AWS shows them. */
    public Observed<List<ScalingPolicy>> policies(String cluster, String service) {
        return Reading.observed(() -> Paging.all(
                        "DescribeScalingPolicies",
                        token -> scaling.describeScalingPolicies(
                                describe -> describe.serviceNamespace(ServiceNamespace.ECS)
                                        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                                        .resourceId(ScalingView.resourceId(cluster, service))
                                        .nextToken(token)),
                        DescribeScalingPoliciesResponse::nextToken)
                .stream()
                .flatMap(page -> page.scalingPolicies().stream())
                .toList());
    }

    /** The scheduled actions of one service, as AWS shows them. */
    public Observed<List<ScheduledAction>> scheduledActions(String cluster, String service) {
        return Reading.observed(() -> Paging.all(
                        "DescribeScheduledActions",
                        token -> scaling.describeScheduledActions(
                                describe -> describe.serviceNamespace(ServiceNamespace.ECS)
                                        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                                        .resourceId(ScalingView.resourceId(cluster, service))
                                        .nextToken(token)),
                        DescribeScheduledActionsResponse::nextToken)
                .stream()
                .flatMap(page -> page.scheduledActions().stream())
                .toList());
    }

    private static ScalingView view(ScalableTarget raw) {
        Optional<SuspendedState> suspended = Optional.ofNullable(raw.suspendedState());
        return new ScalingView(
                raw.resourceId(),
                raw.minCapacity(),
                raw.maxCapacity(),
                suspended.map(SuspendedState::dynamicScalingInSuspended).orElse(false),
                suspended.map(SuspendedState::dynamicScalingOutSuspended).orElse(false),
                suspended.map(SuspendedState::scheduledScalingSuspended).orElse(false));
    }
}
