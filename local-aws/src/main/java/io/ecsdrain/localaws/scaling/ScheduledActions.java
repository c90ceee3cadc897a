package io.ecsdrain.localaws.scaling;

import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.scaling.Shapes.DeleteActionInput;
import io.ecsdrain.localaws.scaling.Shapes.DescribeActionsAnswer;
import io.ecsdrain.localaws.scaling.Shapes.DescribeActionsInput;
import io.ecsdrain.localaws.scaling.Shapes.Nothing;
import io.ecsdrain.localaws.scaling.Shapes.PutActionInput;
import io.ecsdrain.localaws.scaling.Shapes.ScalableTargetAction;
import io.ecsdrain.localaws.scaling.Shapes.ScheduledAction;
import io.ecsdrain.localaws.wire.Operations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * PutScheduledAction, DescribeScheduledActions, DeleteScheduledAction. What they say is kept and shown; that their time
 * has come is said by {@link Scaling#runScheduledAction}.
 */
final class ScheduledActions {

    private static final Pattern SCHEDULE = Pattern.compile("(at|rate|cron)\\(.+\\)");
    private static final int MOST = 50;

    private final World world;
    private final Predicate<String> isTarget;

    /** By resource id and name, so that a page goes on after the last one of the page before. */
    private final TreeMap<String, ScheduledAction> actions = new TreeMap<>();

    /** @param isTarget whether a resource id has a scalable target */
    ScheduledActions(World world, Predicate<String> isTarget) {
        this.world = world;
        this.isTarget = isTarget;
    }

    void addTo(Operations operations) {
        operations
                .on("PutScheduledAction", PutActionInput.class, this::put)
                .on("DescribeScheduledActions", DescribeActionsInput.class, this::describe)
                .on("DeleteScheduledAction", DeleteActionInput.class, this::delete);
    }

    /** Deregistering a target deletes its scheduled actions. */
    void removeAllOf(String resourceId) {
        actions.values().removeIf(each -> each.resourceId().equals(resourceId));
    }

    /** Times that are not given are deleted; of the rest what is not said stays as it was. */
    private Object put(PutActionInput in) {
        Checks.target(in.serviceNamespace(), in.scalableDimension());
        if (in.scheduledActionName() == null || in.scheduledActionName().isEmpty()) {
            throw Checks.invalid("ScheduledActionName is required.");
        }
        if (in.resourceId() == null || !isTarget.test(in.resourceId())) {
            throw Checks.notFound("No scalable target registered for", in.resourceId());
        }
        String key = key(in.resourceId(), in.scheduledActionName());
        ScheduledAction old = actions.get(key);
        String schedule = in.schedule() == null && old != null ? old.schedule() : in.schedule();
        if (schedule == null || !SCHEDULE.matcher(schedule).matches()) {
            throw Checks.invalid("Schedule is required, as at(...), rate(...) or cron(...).");
        }
        ScalableTargetAction wanted = in.scalableTargetAction() == null && old != null
                ? old.scalableTargetAction()
                : in.scalableTargetAction();
        if (wanted == null || wanted.minCapacity() == null && wanted.maxCapacity() == null) {
            throw Checks.invalid("ScalableTargetAction is required, with MinCapacity, MaxCapacity or both.");
        }
        actions.put(
                key,
                new ScheduledAction(
                        in.scheduledActionName(),
                        old == null ? arn(in) : old.scheduledActionARN(),
                        Scaling.NAMESPACE,
                        schedule,
                        in.timezone() == null && old != null ? old.timezone() : in.timezone(),
                        in.resourceId(),
                        Scaling.DIMENSION,
                        in.startTime(),
                        in.endTime(),
                        wanted,
                        old == null ? world.now() : old.creationTime()));
        return new Nothing();
    }

    private String arn(PutActionInput in) {
        byte[] made = (in.resourceId() + in.scheduledActionName()).getBytes(StandardCharsets.UTF_8);
        return world.arn(
                "autoscaling",
                "scheduledAction:" + UUID.nameUUIDFromBytes(made) + ":resource/" + Scaling.NAMESPACE + "/"
                        + in.resourceId() + ":scheduledActionName/" + in.scheduledActionName());
    }

    private Object describe(DescribeActionsInput in) {
        Checks.namespace(in.serviceNamespace());
        int size = in.maxResults() == null ? MOST : in.maxResults();
        if (size < 1 || size > MOST) {
            throw Checks.invalid("MaxResults must be between 1 and 50.");
        }
        List<String> names = in.scheduledActionNames() == null ? List.of() : in.scheduledActionNames();
        List<ScheduledAction> found = (in.nextToken() == null ? actions : actions.tailMap(in.nextToken(), false))
                .values().stream()
                        .filter(each ->
                                in.resourceId() == null || each.resourceId().equals(in.resourceId()))
                        .filter(each -> names.isEmpty() || names.contains(each.scheduledActionName()))
                        .toList();
        if (found.size() <= size) {
            return new DescribeActionsAnswer(found, null);
        }
        ScheduledAction last = found.get(size - 1);
        return new DescribeActionsAnswer(found.subList(0, size), key(last.resourceId(), last.scheduledActionName()));
    }

    private Object delete(DeleteActionInput in) {
        Checks.target(in.serviceNamespace(), in.scalableDimension());
        if (actions.remove(key(in.resourceId(), in.scheduledActionName())) == null) {
            throw Checks.notFound("No scheduled action found for", in.resourceId());
        }
        return new Nothing();
    }

    private static String key(String resourceId, String name) {
        return resourceId + " " + name;
    }
}
