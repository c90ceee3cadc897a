package io.ecsdrain.localaws.elbv2.shapes;

import io.ecsdrain.localaws.elbv2.shapes.Tags.Tag;
import java.time.Instant;
import java.util.List;

/** Load balancers. */
public final class LoadBalancers {

    private LoadBalancers() {}

    public record LoadBalancer(
            String loadBalancerArn,
            String dNSName,
            String canonicalHostedZoneId,
            Instant createdTime,
            String loadBalancerName,
            String scheme,
            String vpcId,
            State state,
            String type,
            List<AvailabilityZone> availabilityZones,
            List<String> securityGroups,
            String ipAddressType) {}

    public record State(String code, String reason) {}

    public record AvailabilityZone(String zoneName, String subnetId) {}

    public record SubnetMapping(String subnetId, String allocationId, String privateIPv4Address, String iPv6Address) {}

    /** A name and a value of a load balancer or of a target group. */
    public record Attribute(String key, String value) {}

    public record CreateLoadBalancer(
            String name,
            List<String> subnets,
            List<SubnetMapping> subnetMappings,
            List<String> securityGroups,
            String scheme,
            List<Tag> tags,
            String type,
            String ipAddressType) {}

    public record DescribeLoadBalancers(
            List<String> loadBalancerArns, List<String> names, String marker, Integer pageSize) {}

    public record DeleteLoadBalancer(String loadBalancerArn) {}

    public record LoadBalancersResult(List<LoadBalancer> loadBalancers, String nextMarker) {}

    public record DescribeLoadBalancerAttributes(String loadBalancerArn) {}

    public record ModifyLoadBalancerAttributes(String loadBalancerArn, List<Attribute> attributes) {}

    public record AttributesResult(List<Attribute> attributes) {}
}
