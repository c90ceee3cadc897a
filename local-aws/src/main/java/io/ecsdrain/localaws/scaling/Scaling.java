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
import java.util.function.IntUnaryOperator;

/**
 * Application Auto Scaling. Scaling policies are kept and described, but no alarm of theirs ever rings:
 * {@link #fireScaleOut} and {@link #fireScaleIn} stand for the alarms of a step policy that adds one task, or takes one
 * away. Scheduled actions are kept likewise, and {@link #runScheduledAction} stands for a schedule whose time has come.
 */
public final class Scaling {

    static final String NAMESPACE = "ecs";
    static final String DIMENSION = "ecs:service:DesiredCount";
    private static final int MOST = 50;

    private final World world;
    private final ServiceScaler services;

    /** Sorted, so that a page goes on after the last resource id of the page before. */
    private final TreeMap<String, ScalableTarget> targets = new TreeMap<>();

    private final Policies policies;
    private final ScheduledActions scheduled;

    public Scaling(World world, ServiceScaler services) {
        this.world = world;
        this.services = services;
        this.policies = new Policies(world, targets::containsKey, services);
        this.scheduled = new ScheduledActions(world, targets::containsKey);
    }

    public Operations operations() {
        Operations operations = new Operations("application-autoscaling", Operations.Casing.UPPER_CAMEL)
                .authorizedBy(new ScalingAuthorizer(world, services, targets))
                .on("RegisterScalableTarget", RegisterInput.class, this::register)
                .on("DescribeScalableTargets", DescribeInput.class, this::describe)
                .on("DeregisterScalableTarget", DeregisterInput.class, this::deregister);
        policies.addTo(operations);
        scheduled.addTo(operations);
        return operations;
    }

    /**
     * Lets an alarm ask for more: the desired count goes one above what it is and above min, at most to max. Nothing
     * happens without such a target, or while its scaling out is suspended.
     *
     * @param resourceId {@code service/<cluster>/<name>}
     */
    public void fireScaleOut(String resourceId) {
        world.locked(() -> {
            ScalableTarget target = targets.get(resourceId);
            if (target == null || target.suspendedState().dynamicScalingOutSuspended()) {
                return;
            }
            int most = target.maxCapacity();
            scale(target, desired -> Math.max(desired, Math.min(Math.max(desired, target.minCapacity()) + 1, most)));
        });
    }

    /**
     * Lets an alarm ask for less: the desired count goes down by one, never below min. Nothing happens without such a
     * target, while its scaling in is suspended, or while a deployment of the service goes on (which pauses scaling in,
     * not out).
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
            scale(target, desired -> desired > target.minCapacity() ? desired - 1 : desired);
        });
    }

    /**
     * Lets a scheduled action run: the target gets these bounds, and the desired count is pulled between them, whatever
     * else is suspended (<a
     * href="https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-policy-overview.html">user
     * guide</a>). Nothing happens without such a target, or while its scheduled scaling is suspended.
     *
     * @param resourceId {@code service/<cluster>/<name>}
     */
    public void runScheduledAction(String resourceId, int minCapacity, int maxCapacity) {
        world.locked(() -> {
            ScalableTarget target = targets.get(resourceId);
            if (target == null || target.suspendedState().scheduledScalingSuspended()) {
                return;
            }
            targets.put(resourceId, Targets.within(target, minCapacity, maxCapacity));
            scale(target, desired -> Math.min(Math.max(desired, minCapacity), maxCapacity));
        });
    }

    private void scale(ScalableTarget target, IntUnaryOperator wantedOf) {
        services.desiredCount(target.resourceId()).ifPresent(desired -> {
            int wanted = wantedOf.applyAsInt(desired);
            if (wanted != desired) {
                services.setDesiredCount(target.resourceId(), wanted);
            }
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
                        target.suspendedState().dynamicScalingOutSuspended(),
                        target.suspendedState().scheduledScalingSuspended()))
                .toList());
    }

    private Object register(RegisterInput in) {
        Checks.target(in.serviceNamespace(), in.scalableDimension());
        if (in.resourceId() == null || services.desiredCount(in.resourceId()).isEmpty()) {
            throw Checks.invalid("ECS service doesn't exist: " + in.resourceId());
        }
        if (in.tags() != null && !in.tags().isEmpty()) {
            throw AwsError.unsupported("RegisterScalableTarget with the member Tags");
        }
        ScalableTarget old = targets.get(in.resourceId());
        ScalableTarget next = old == null ? Targets.made(world, in) : Targets.changed(old, in);
        if (next.minCapacity() == null || next.maxCapacity() == null) {
            throw Checks.invalid("MinCapacity and MaxCapacity are required for a new scalable target.");
        }
        if (next.minCapacity() < 0 || next.maxCapacity() < next.minCapacity()) {
            throw Checks.invalid("Maximum capacity cannot be less than minimum capacity.");
        }
        targets.put(in.resourceId(), next);
        clamp(next);
        return new RegisterAnswer(next.scalableTargetARN());
    }

    /** The role with which scaling itself works. */
    static String linkedRole(World world) {
        return "arn:aws:iam::" + world.account()
                + ":role/aws-service-role/ecs.application-autoscaling.amazonaws.com/"
                + "AWSServiceRoleForApplicationAutoScaling_ECSService";
    }

    /**
     * Moves the current capacity inside the bounds, also up from zero: a new target's, and at each update, "even if you
     * don't include the MinCapacity or MaxCapacity" (RegisterScalableTarget, API reference).
     */
    private void clamp(ScalableTarget target) {
        int desired = services.desiredCount(target.resourceId()).orElseThrow();
        boolean suspends = world.switches().get(ScalingSwitches.SUSPENSION_PREVENTS_CLAMP);
        SuspendedState suspended = target.suspendedState();
        if (desired < target.minCapacity() && !(suspends && suspended.dynamicScalingOutSuspended())) {
            services.setDesiredCount(target.resourceId(), target.minCapacity());
        } else if (desired > target.maxCapacity() && !(suspends && suspended.dynamicScalingInSuspended())) {
            services.setDesiredCount(target.resourceId(), target.maxCapacity());
        }
    }

    private Object describe(DescribeInput in) {
        Checks.namespace(in.serviceNamespace());
        List<String> ids = in.resourceIds() == null ? List.of() : in.resourceIds();
        if (ids.size() > MOST) {
            throw Checks.invalid("At most 50 ResourceIds are allowed.");
        }
        if (in.scalableDimension() != null && ids.isEmpty()) {
            throw Checks.invalid("A scalable dimension requires resource ids.");
        }
        int size = in.maxResults() == null ? MOST : in.maxResults();
        if (size < 1 || size > MOST) {
            throw Checks.invalid("MaxResults must be between 1 and 50.");
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
        Checks.target(in.serviceNamespace(), in.scalableDimension());
        if (in.resourceId() == null || targets.remove(in.resourceId()) == null) {
            throw Checks.notFound("No scalable target found for", in.resourceId());
        }
        policies.removeAllOf(in.resourceId());
        scheduled.removeAllOf(in.resourceId());
        return new Nothing();
    }
}
