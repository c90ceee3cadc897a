package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.Attribute;
import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.AttributesResult;
import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.AvailabilityZone;
import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.CreateLoadBalancer;
import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.DeleteLoadBalancer;
import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.DescribeLoadBalancerAttributes;
import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.DescribeLoadBalancers;
import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.LoadBalancer;
import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.LoadBalancersResult;
import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.ModifyLoadBalancerAttributes;
import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.State;
import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.SubnetMapping;
import io.ecsdrain.localaws.elbv2.shapes.Tags.Nothing;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Operations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Application load balancers; their DNS name is the loopback address. */
final class LoadBalancerOperations {

    private static final Map<String, String> DEFAULT_ATTRIBUTES = Map.of(
            "deletion_protection.enabled", "false",
            "idle_timeout.timeout_seconds", "60",
            "routing.http2.enabled", "true",
            "access_logs.s3.enabled", "false");

    private final ElbState state;
    private final ListenerOperations listeners;

    LoadBalancerOperations(ElbState state, ListenerOperations listeners) {
        this.state = state;
        this.listeners = listeners;
    }

    void declare(Operations operations) {
        operations
                .on("CreateLoadBalancer", CreateLoadBalancer.class, this::create)
                .on("DescribeLoadBalancers", DescribeLoadBalancers.class, this::describe)
                .on("DeleteLoadBalancer", DeleteLoadBalancer.class, this::delete)
                .on("DescribeLoadBalancerAttributes", DescribeLoadBalancerAttributes.class, this::attributes)
                .on("ModifyLoadBalancerAttributes", ModifyLoadBalancerAttributes.class, this::modifyAttributes);
    }

    private LoadBalancersResult create(CreateLoadBalancer request) {
        String name = Check.required(request.name(), "Name");
        Names.check(name, "Load balancer name");
        Check.supported("application".equals(Check.or(request.type(), "application")), "network and gateway types");
        List<String> subnets = new ArrayList<>(Check.orEmpty(request.subnets()));
        Check.orEmpty(request.subnetMappings()).stream()
                .map(SubnetMapping::subnetId)
                .forEach(subnets::add);
        // "You must specify subnets from at least two Availability Zones" (CreateLoadBalancer, API reference); here
        // each
        // subnet is in a zone of its own.
        Check.that(
                subnets.stream().distinct().count() > 1,
                "At least two subnets in two different Availability Zones must be specified");
        TagStore.checkAtCreation(request.tags());
        String arn = state.newArn("loadbalancer/app/" + name);
        LoadBalancer wanted = loadBalancer(arn, name, subnets, request);
        Optional<LoadBalancer> same = state.loadBalancers.values().stream()
                .filter(b -> b.loadBalancerName().equals(name))
                .findFirst();
        if (same.isPresent()) {
            if (!same.get().availabilityZones().equals(wanted.availabilityZones())
                    || !same.get().scheme().equals(wanted.scheme())) {
                throw AwsError.badRequest(
                        "DuplicateLoadBalancerName",
                        "A load balancer with the same name '" + name + "' exists, but with different settings");
            }
            return new LoadBalancersResult(List.of(same.get()), null);
        }
        state.loadBalancers.put(arn, wanted);
        state.loadBalancerAttributes.put(arn, new TreeMap<>(DEFAULT_ATTRIBUTES));
        state.tags.create(arn, request.tags());
        return new LoadBalancersResult(List.of(wanted), null);
    }

    private LoadBalancer loadBalancer(String arn, String name, List<String> subnets, CreateLoadBalancer request) {
        List<AvailabilityZone> zones = new ArrayList<>();
        for (String subnet : subnets) {
            zones.add(new AvailabilityZone(state.world().region() + (char) ('a' + zones.size() % 3), subnet));
        }
        return new LoadBalancer(
                arn,
                "127.0.0.1",
                "Z32O12XQLNTSW2",
                state.world().now(),
                name,
                Check.or(request.scheme(), "internet-facing"),
                TargetGroupOperations.VPC,
                new State("active", null),
                "application",
                zones,
                Check.or(request.securityGroups(), List.of("sg-0local")),
                Check.or(request.ipAddressType(), "ipv4"));
    }

    private LoadBalancersResult describe(DescribeLoadBalancers request) {
        List<String> arns = Check.orEmpty(request.loadBalancerArns());
        List<String> names = Check.orEmpty(request.names());
        Check.that(arns.isEmpty() || names.isEmpty(), "ARNs and names cannot both be specified");
        Check.that(arns.size() <= 20, "'LoadBalancerArns' must have at most 20 members");
        arns.forEach(state::loadBalancer);
        for (String name : names) {
            if (state.loadBalancers.values().stream()
                    .noneMatch(b -> b.loadBalancerName().equals(name))) {
                throw ElbErrors.loadBalancerNotFound(name);
            }
        }
        List<LoadBalancer> all = state.loadBalancers.values().stream()
                .filter(b -> arns.isEmpty() || arns.contains(b.loadBalancerArn()))
                .filter(b -> names.isEmpty() || names.contains(b.loadBalancerName()))
                .sorted(Comparator.comparingLong(b -> state.order(b.loadBalancerArn())))
                .toList();
        Page<LoadBalancer> page = Page.of(
                all,
                b -> state.order(b.loadBalancerArn()),
                request.marker(),
                state.granted(request.pageSize()),
                state.pageSize());
        return new LoadBalancersResult(page.items(), page.nextMarker());
    }

    /** A load balancer that is not there is as good as deleted. */
    private Nothing delete(DeleteLoadBalancer request) {
        String arn = Check.required(request.loadBalancerArn(), "LoadBalancerArn");
        if (state.loadBalancers.containsKey(arn)) {
            if ("true".equals(state.loadBalancerAttributes.get(arn).get("deletion_protection.enabled"))) {
                throw AwsError.badRequest(
                        "OperationNotPermitted",
                        "Load balancer '" + arn + "' cannot be deleted because deletion protection is enabled");
            }
            state.listenersOf(arn).forEach(listeners::remove);
            state.loadBalancers.remove(arn);
            state.loadBalancerAttributes.remove(arn);
            state.tags.forget(arn);
        }
        return new Nothing();
    }

    private AttributesResult attributes(DescribeLoadBalancerAttributes request) {
        String arn = state.loadBalancer(Check.required(request.loadBalancerArn(), "LoadBalancerArn"))
                .loadBalancerArn();
        return new AttributesResult(state.loadBalancerAttributes.get(arn).entrySet().stream()
                .map(e -> new Attribute(e.getKey(), e.getValue()))
                .toList());
    }

    /** Stored; only deletion protection has an effect here. */
    private AttributesResult modifyAttributes(ModifyLoadBalancerAttributes request) {
        AttributesResult existing = attributes(new DescribeLoadBalancerAttributes(request.loadBalancerArn()));
        for (Attribute attribute : Check.required(request.attributes(), "Attributes")) {
            Check.that(
                    existing.attributes().stream().anyMatch(a -> a.key().equals(attribute.key())),
                    "Load balancer attribute key '" + attribute.key() + "' is not recognized");
        }
        request.attributes().forEach(a -> state.loadBalancerAttributes
                .get(request.loadBalancerArn())
                .put(a.key(), Check.required(a.value(), "Attributes.Value")));
        return attributes(new DescribeLoadBalancerAttributes(request.loadBalancerArn()));
    }
}
