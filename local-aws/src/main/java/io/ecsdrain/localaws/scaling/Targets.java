package io.ecsdrain.localaws.scaling;

import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.scaling.Shapes.RegisterInput;
import io.ecsdrain.localaws.scaling.Shapes.ScalableTarget;
import io.ecsdrain.localaws.scaling.Shapes.SuspendedState;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What RegisterScalableTarget makes of its input, checked or not. */
final class Targets {

    private Targets() {}

    static ScalableTarget made(World world, RegisterInput in) {
        return new ScalableTarget(
                Scaling.NAMESPACE,
                in.resourceId(),
                Scaling.DIMENSION,
                in.minCapacity(),
                in.maxCapacity(),
                in.roleARN() == null ? Scaling.linkedRole(world) : in.roleARN(),
                world.now(),
                SuspendedState.NOTHING.with(in.suspendedState()),
                world.arn("application-autoscaling", "scalable-target/" + id(world, in)));
    }

    /** Made of what it is and when, so that the same calls give the same again. */
    private static String id(World world, RegisterInput in) {
        byte[] made = (in.resourceId() + world.now()).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(made).toString().replace("-", "");
    }

    /** What is not said stays as it was. */
    static ScalableTarget changed(ScalableTarget old, RegisterInput in) {
        return new ScalableTarget(
                Scaling.NAMESPACE,
                old.resourceId(),
                Scaling.DIMENSION,
                in.minCapacity() == null ? old.minCapacity() : in.minCapacity(),
                in.maxCapacity() == null ? old.maxCapacity() : in.maxCapacity(),
                in.roleARN() == null ? old.roleARN() : in.roleARN(),
                old.creationTime(),
                old.suspendedState().with(in.suspendedState()),
                old.scalableTargetARN());
    }

    static ScalableTarget within(ScalableTarget old, int minCapacity, int maxCapacity) {
        return changed(old, new RegisterInput(null, null, null, minCapacity, maxCapacity, null, null, null));
    }
}
