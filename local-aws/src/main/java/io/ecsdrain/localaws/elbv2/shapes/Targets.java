package io.ecsdrain.localaws.elbv2.shapes;

import java.util.List;

/** Targets and their health. */
public final class Targets {

    private Targets() {}

    public record TargetDescription(String id, Integer port, String availabilityZone) {}

    public record RegisterTargets(String targetGroupArn, List<TargetDescription> targets) {}

    public record DeregisterTargets(String targetGroupArn, List<TargetDescription> targets) {}

    public record DescribeTargetHealth(String targetGroupArn, List<TargetDescription> targets, List<String> include) {}

    public record TargetHealth(String state, String reason, String description) {}

    public record TargetHealthDescription(
            TargetDescription target, String healthCheckPort, TargetHealth targetHealth) {}

    public record TargetHealthResult(List<TargetHealthDescription> targetHealthDescriptions) {}
}
