package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.TargetGroups.CreateTargetGroup;
import io.ecsdrain.localaws.elbv2.shapes.TargetGroups.Matcher;
import io.ecsdrain.localaws.elbv2.shapes.TargetGroups.ModifyTargetGroup;
import io.ecsdrain.localaws.elbv2.shapes.TargetGroups.TargetGroup;
import java.util.List;
import java.util.Set;

/** A target group's settings: defaults, ranges, changes. */
final class TargetGroupSettings {

    private TargetGroupSettings() {}

    static TargetGroup of(CreateTargetGroup asked, String arn) {
        String type = Check.or(asked.targetType(), "instance");
        Check.supported(Set.of("instance", "ip").contains(type), "target groups of type " + type);
        Check.supported("HTTP".equals(Check.required(asked.protocol(), "Protocol")), "target groups other than HTTP");
        Check.supported("HTTP1".equals(Check.or(asked.protocolVersion(), "HTTP1")), "HTTP2 and GRPC targets");
        Check.range(Check.required(asked.port(), "Port"), 1, 65_535, "Port");
        return checked(new TargetGroup(
                arn,
                asked.name(),
                asked.protocol(),
                asked.port(),
                Check.required(asked.vpcId(), "VpcId"),
                Check.or(asked.healthCheckProtocol(), "HTTP"),
                Check.or(asked.healthCheckPort(), "traffic-port"),
                Check.or(asked.healthCheckEnabled(), true),
                Check.or(asked.healthCheckIntervalSeconds(), 30),
                Check.or(asked.healthCheckTimeoutSeconds(), 5),
                Check.or(asked.healthyThresholdCount(), 5),
                Check.or(asked.unhealthyThresholdCount(), 2),
                Check.or(asked.healthCheckPath(), "/"),
                Check.or(asked.matcher(), new Matcher("200", null)),
                null,
                type,
                "HTTP1",
                Check.or(asked.ipAddressType(), "ipv4")));
    }

    static TargetGroup modified(TargetGroup old, ModifyTargetGroup asked) {
        return checked(new TargetGroup(
                old.targetGroupArn(),
                old.targetGroupName(),
                old.protocol(),
                old.port(),
                old.vpcId(),
                Check.or(asked.healthCheckProtocol(), old.healthCheckProtocol()),
                Check.or(asked.healthCheckPort(), old.healthCheckPort()),
                Check.or(asked.healthCheckEnabled(), old.healthCheckEnabled()),
                Check.or(asked.healthCheckIntervalSeconds(), old.healthCheckIntervalSeconds()),
                Check.or(asked.healthCheckTimeoutSeconds(), old.healthCheckTimeoutSeconds()),
                Check.or(asked.healthyThresholdCount(), old.healthyThresholdCount()),
                Check.or(asked.unhealthyThresholdCount(), old.unhealthyThresholdCount()),
                Check.or(asked.healthCheckPath(), old.healthCheckPath()),
                Check.or(asked.matcher(), old.matcher()),
                null,
                old.targetType(),
                old.protocolVersion(),
                old.ipAddressType()));
    }

    static TargetGroup attachedTo(TargetGroup g, List<String> loadBalancerArns) {
        return new TargetGroup(
                g.targetGroupArn(),
                g.targetGroupName(),
                g.protocol(),
                g.port(),
                g.vpcId(),
                g.healthCheckProtocol(),
                g.healthCheckPort(),
                g.healthCheckEnabled(),
                g.healthCheckIntervalSeconds(),
                g.healthCheckTimeoutSeconds(),
                g.healthyThresholdCount(),
                g.unhealthyThresholdCount(),
                g.healthCheckPath(),
                g.matcher(),
                loadBalancerArns,
                g.targetType(),
                g.protocolVersion(),
                g.ipAddressType());
    }

    private static TargetGroup checked(TargetGroup g) {
        Check.supported("HTTP".equals(g.healthCheckProtocol()), "health checks other than HTTP");
        Check.that(
                g.healthCheckEnabled(),
                "Health check enabled must be true for target groups with target type '" + g.targetType() + "'");
        Check.that(
                g.healthCheckPort().matches("traffic-port|[1-9][0-9]{0,4}"),
                "Health check port '" + g.healthCheckPort() + "' is neither traffic-port nor a port");
        Check.range(g.healthCheckIntervalSeconds(), 5, 300, "HealthCheckIntervalSeconds");
        Check.range(g.healthCheckTimeoutSeconds(), 2, 120, "HealthCheckTimeoutSeconds");
        Check.that(
                g.healthCheckTimeoutSeconds() < g.healthCheckIntervalSeconds(),
                "Health check interval must be greater than the timeout.");
        Check.range(g.healthyThresholdCount(), 2, 10, "HealthyThresholdCount");
        Check.range(g.unhealthyThresholdCount(), 2, 10, "UnhealthyThresholdCount");
        Check.that(g.healthCheckPath().startsWith("/"), "Health check path must begin with '/'");
        Check.that(g.healthCheckPath().length() <= 1024, "Health check path must have at most 1024 characters");
        Check.supported(g.matcher().grpcCode() == null, "GRPC targets");
        Check.that(
                HealthMatcher.wellFormed(g.matcher().httpCode()),
                "Health check matcher HTTP code '" + g.matcher().httpCode() + "' must be within '200-499'");
        return g;
    }
}
