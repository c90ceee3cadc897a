package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.Tags.Nothing;
import io.ecsdrain.localaws.elbv2.shapes.Targets.DeregisterTargets;
import io.ecsdrain.localaws.elbv2.shapes.Targets.DescribeTargetHealth;
import io.ecsdrain.localaws.elbv2.shapes.Targets.RegisterTargets;
import io.ecsdrain.localaws.elbv2.shapes.Targets.TargetDescription;
import io.ecsdrain.localaws.elbv2.shapes.Targets.TargetHealth;
import io.ecsdrain.localaws.elbv2.shapes.Targets.TargetHealthDescription;
import io.ecsdrain.localaws.elbv2.shapes.Targets.TargetHealthResult;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Operations;
import java.util.List;

/** Targets that a caller registers by itself; those of ECS tasks come through {@link Elb}. */
final class TargetOperations {

    private final ElbState state;
    private final Attachments attachments;

    TargetOperations(ElbState state, Attachments attachments) {
        this.state = state;
        this.attachments = attachments;
    }

    void declare(Operations operations) {
        operations
                .on("RegisterTargets", RegisterTargets.class, this::register)
                .on("DeregisterTargets", DeregisterTargets.class, this::deregister)
                .on("DescribeTargetHealth", DescribeTargetHealth.class, this::health);
    }

    private Nothing register(RegisterTargets request) {
        TargetGroupEntry entry = state.targetGroup(Check.required(request.targetGroupArn(), "TargetGroupArn"));
        boolean byAddress = entry.settings().targetType().equals("ip");
        for (TargetDescription target : Check.required(request.targets(), "Targets")) {
            String id = Check.required(target.id(), "Targets.Id");
            boolean fits = byAddress ? id.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") : id.matches("i-[0-9a-f]{8,17}");
            if (!fits) {
                throw AwsError.badRequest(
                        "InvalidTarget",
                        "The target '" + id + "' is not a valid " + (byAddress ? "IPv4 address" : "instance ID"));
            }
            Check.range(target.port(), 1, 65_535, "Targets.Port");
        }
        // Whatever is not on loopback is never dialled: no request leaves this machine.
        request.targets().forEach(t -> entry.register(key(entry, t), !t.id().startsWith("127.")));
        return new Nothing();
    }

    private Nothing deregister(DeregisterTargets request) {
        TargetGroupEntry entry = state.targetGroup(Check.required(request.targetGroupArn(), "TargetGroupArn"));
        boolean attached = attachments.attached(request.targetGroupArn());
        Check.required(request.targets(), "Targets")
                .forEach(t -> entry.deregister(key(entry, t), state.world().now(), attached));
        return new Nothing();
    }

    private TargetHealthResult health(DescribeTargetHealth request) {
        Check.supported(Check.orEmpty(request.include()).isEmpty(), "DescribeTargetHealth's Include");
        TargetGroupEntry entry = state.targetGroup(Check.required(request.targetGroupArn(), "TargetGroupArn"));
        List<Target.Key> wanted = Check.orEmpty(request.targets()).isEmpty()
                ? entry.targets().stream().map(Target::key).toList()
                : request.targets().stream().map(t -> key(entry, t)).toList();
        boolean attached = attachments.attached(request.targetGroupArn());
        return new TargetHealthResult(
                wanted.stream().map(key -> shown(entry, key, attached)).toList());
    }

    private static TargetHealthDescription shown(TargetGroupEntry entry, Target.Key key, boolean attached) {
        TargetHealth health = entry.target(key)
                .map(target -> target.health(attached))
                .orElse(new TargetHealth(
                        "unused", "Target.NotRegistered", "Target is not registered to the target group"));
        String port = entry.settings().healthCheckPort();
        return new TargetHealthDescription(
                new TargetDescription(key.id(), key.port(), null),
                port.equals("traffic-port") ? String.valueOf(key.port()) : port,
                health);
    }

    private static Target.Key key(TargetGroupEntry entry, TargetDescription target) {
        return new Target.Key(
                target.id(), Check.or(target.port(), entry.settings().port()));
    }
}
