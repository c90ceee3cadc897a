package io.ecsdrain.localaws.elbv2.shapes;

import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.Attribute;
import io.ecsdrain.localaws.elbv2.shapes.Tags.Tag;
import java.util.List;

/** Target groups. */
public final class TargetGroups {

    private TargetGroups() {}

    public record TargetGroup(
            String targetGroupArn,
            String targetGroupName,
            String protocol,
            Integer port,
            String vpcId,
            String healthCheckProtocol,
            String healthCheckPort,
            Boolean healthCheckEnabled,
            Integer healthCheckIntervalSeconds,
            Integer healthCheckTimeoutSeconds,
            Integer healthyThresholdCount,
            Integer unhealthyThresholdCount,
            String healthCheckPath,
            Matcher matcher,
            List<String> loadBalancerArns,
            String targetType,
            String protocolVersion,
            String ipAddressType) {}

    public record Matcher(String httpCode, String grpcCode) {}

    public record CreateTargetGroup(
            String name,
            String protocol,
            String protocolVersion,
            Integer port,
            String vpcId,
            String healthCheckProtocol,
            String healthCheckPort,
            Boolean healthCheckEnabled,
            String healthCheckPath,
            Integer healthCheckIntervalSeconds,
            Integer healthCheckTimeoutSeconds,
            Integer healthyThresholdCount,
            Integer unhealthyThresholdCount,
            Matcher matcher,
            String targetType,
            List<Tag> tags,
            String ipAddressType) {}

    public record DescribeTargetGroups(
            String loadBalancerArn,
            List<String> targetGroupArns,
            List<String> names,
            String marker,
            Integer pageSize) {}

    public record ModifyTargetGroup(
            String targetGroupArn,
            String healthCheckProtocol,
            String healthCheckPort,
            String healthCheckPath,
            Boolean healthCheckEnabled,
            Integer healthCheckIntervalSeconds,
            Integer healthCheckTimeoutSeconds,
            Integer healthyThresholdCount,
            Integer unhealthyThresholdCount,
            Matcher matcher) {}

    public record DeleteTargetGroup(String targetGroupArn) {}

    public record TargetGroupsResult(List<TargetGroup> targetGroups, String nextMarker) {}

    public record DescribeTargetGroupAttributes(String targetGroupArn) {}

    public record ModifyTargetGroupAttributes(String targetGroupArn, List<Attribute> attributes) {}
}
