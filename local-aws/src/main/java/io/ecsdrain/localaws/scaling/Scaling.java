package io.ecsdrain.localaws.scaling;

import io.ecsdrain.localaws.links.ServiceScaler;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.scaling.Shapes.DeregisterInput;
import io.ecsdrain.localaws.scaling.Shapes.DescribeAnswer;
import io.ecsdrain.localaws.scaling.Shapes.DescribeInput;
import io.ecsdrain.localaws.scaling.Shapes.Nothing;
import io.ecsdrain.localaws.scaling.Shapes.RegisterAnswer;
import io.ecsdrain.localaws.scaling.Shapes.RegisterInput;
import io.ecsdrain.localaws.scaling.Shapes.ScalableTarget;
import io.ecsdrain.localaws.scaling.Shapes.SuspendedState;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Operations;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Application Auto Scaling. Scaling policies are not there; {@link #fireScaleOut} and {@link #fireScaleIn} stand for the alarms
 * of a step policy that adds one task, or takes one away.
 */
public final class Scaling {

    static final String NAMESPACE = "ecs";
    static final String DIMENSION = "ecs:service:DesiredCount";
    private static final int MOST = 50;

    private final World world;
    private final ServiceScaler services;

    /** Sorted, so that a page goes on after the last resource id of the page before. */
    private final TreeMap<String, ScalableTarget> targets = new TreeMap<>();

    public Scaling(World world, ServiceScaler services) {
        this.world = world;
        this.services = services;
    }

    public Operations operations() {
        return new Operations("application-autoscaling", Operations.Casing.UPPER_CAMEL)
                .authorizedBy(new ScalingAuthorizer(world, services, targets))
                .on("RegisterScalableTarget", RegisterInput.class, this::register)
                .on("DescribeScalableTargets", DescribeInput.class, this::describe)
                .on("DeregisterScalableTarget", DeregisterInput.class, this::deregister);
    }

    /**
     * Lets an alarm ask for more: the desired count goes one above what it is and above min, at most to max. Nothing happens
     * without such a target, or while its scaling out is suspended.
     *
     * @param resourceId {@code service/<cluster>/<name>}
     */
    public void fireScaleOut(String resourceId) {
        world.locked(() -> {
            ScalableTarget target = targets.get(resourceId);
            if (target == null || target.suspendedState().dynamicScalingOutSuspended()) {
                return;
            }
            services.desiredCount(resourceId).ifPresent(desired -> {
                int wanted = Math.min(Math.max(desired, target.minCapacity()) + 1, target.maxCapacity());
                if (desired < wanted) {
                    services.setDesiredCount(resourceId, wanted);
                }
            });
        });
    }

    /**
     * Lets an alarm ask for less: the desired count goes down by one, never below min. Nothing happens without such a target,
     * while its scaling in is suspended, or while a deployment of the service goes on (which pauses scaling in, not out).
     *
     * @param resourceId {@code service/<cluster>/<name>}
     */
    public void fireScaleIn(String resourceId) {
        world.locked(() -> {
            ScalableTarget target = targets.get(resourceId);
            if (target == null
                    || target.suspendedState().dynamicScalingInSuspended()
                    || services.isDeploying(resourceId)) {
                return;
            }
            services.desiredCount(resourceId).ifPresent(desired -> {
                if (desired > target.minCapacity()) {
                    services.setDesiredCount(resourceId, desired - 1);
                }
            });
        });
    }

    /** All scalable targets, by resource id. */
    public List<ScalableTargetView> targets() {
        return world.locked(() -> targets.values().stream()
                .map(target -> new ScalableTargetView(
                        target.resourceId(),
                        target.minCapacity(),
                        target.maxCapacity(),
                        target.suspendedState().dynamicScalingInSuspended(),
                        target.suspendedState().dynamicScalingOutSuspended()))
                .toList());
    }

    private Object register(RegisterInput in) {
        check(in.serviceNamespace(), in.scalableDimension());
        if (in.resourceId() == null || services.desiredCount(in.resourceId()).isEmpty()) {
            throw invalid("ECS service doesn't exist: " + in.resourceId());
        }
        if (in.tags() != null && !in.tags().isEmpty()) {
            throw AwsError.unsupported("RegisterScalableTarget with the member Tags");
        }
        ScalableTarget old = targets.get(in.resourceId());
        ScalableTarget next = old == null ? Targets.made(world, in) : Targets.changed(old, in);
        if (next.minCapacity() == null || next.maxCapacity() == null) {
            throw invalid("MinCapacity and MaxCapacity are required for a new scalable target.");
        }
        if (next.minCapacity() < 0 || next.maxCapacity() < next.minCapacity()) {
            throw invalid("Maximum capacity cannot be less than minimum capacity.");
        }
        targets.put(in.resourceId(), next);
        if (old != null) {
            clamp(next);
        }
        return new RegisterAnswer(next.scalableTargetARN());
    }

    /** The role with which scaling itself works. */
    static String linkedRole(World world) {
        return "arn:aws:iam::" + world.account()
                + ":role/aws-service-role/ecs.application-autoscaling.amazonaws.com/"
                + "AWSServiceRoleForApplicationAutoScaling_ECSService";
    }

    /** Registering an existing target anew pulls the current capacity into its bounds, also up from zero. */
    private void clamp(ScalableTarget target) {
        int desired = services.desiredCount(target.resourceId()).orElseThrow();
        SuspendedState suspended = target.suspendedState();
        if (desired < target.minCapacity() && !suspended.dynamicScalingOutSuspended()) {
            services.setDesiredCount(target.resourceId(), target.minCapacity());
        } else if (desired > target.maxCapacity() && !suspended.dynamicScalingInSuspended()) {
            services.setDesiredCount(target.resourceId(), target.maxCapacity());
        }
    }

    private Object describe(DescribeInput in) {
        namespace(in.serviceNamespace());
        List<String> ids = in.resourceIds() == null ? List.of() : in.resourceIds();
        if (ids.size() > MOST) {
            throw invalid("At most 50 ResourceIds are allowed.");
        }
        if (in.scalableDimension() != null && ids.isEmpty()) {
            throw invalid("A scalable dimension requires resource ids.");
        }
        int size = in.maxResults() == null ? MOST : in.maxResults();
        if (size < 1 || size > MOST) {
            throw invalid("MaxResults must be between 1 and 50.");
        }
        Map<String, ScalableTarget> rest = in.nextToken() == null ? targets : targets.tailMap(in.nextToken(), false);
        List<ScalableTarget> found = rest.values().stream()
                .filter(each -> ids.isEmpty() || ids.contains(each.resourceId()))
                .toList();
        if (found.size() <= size) {
            return new DescribeAnswer(found, null);
        }
        return new DescribeAnswer(found.subList(0, size), found.get(size - 1).resourceId());
    }

    private Object deregister(DeregisterInput in) {
        check(in.serviceNamespace(), in.scalableDimension());
        if (in.resourceId() == null || targets.remove(in.resourceId()) == null) {
            throw AwsError.badRequest(
                    "ObjectNotFoundException",
                    "No scalable target found for service namespace: ecs, resource ID: " + in.resourceId()
                            + ", scalable dimension: " + DIMENSION);
        }
        return new Nothing();
    }

    private static void check(String namespace, String dimension) {
        namespace(namespace);
        if (!DIMENSION.equals(dimension)) {
            throw AwsError.unsupported("the scalable dimension " + dimension);
        }
    }

    private static void namespace(String namespace) {
        if (!NAMESPACE.equals(namespace)) {
            throw AwsError.unsupported("the service namespace " + namespace);
        }
    }

    private static AwsError invalid(String message) {
        return AwsError.badRequest("ValidationException", message);
    }
}
