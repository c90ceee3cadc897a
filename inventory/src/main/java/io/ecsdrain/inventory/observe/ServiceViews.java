package io.ecsdrain.inventory.observe;

import io.ecsdrain.inventory.model.ServiceView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.AdvancedConfiguration;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;

/** What AWS answers about a service, as our value. */
final class ServiceViews {

    private ServiceViews() {}

    static ServiceView of(Service raw) {
        return new ServiceView(
                raw.serviceArn(),
                raw.serviceName(),
                raw.status(),
                said("createdAt", raw.createdAt(), raw),
                said("desiredCount", raw.desiredCount(), raw),
                said("runningCount", raw.runningCount(), raw),
                said("pendingCount", raw.pendingCount(), raw),
                tags(raw),
                targetGroups(raw),
                Optional.ofNullable(raw.taskDefinition()).orElse(""),
                raw.availabilityZoneRebalancing() == AvailabilityZoneRebalancing.ENABLED,
                Management.of(raw),
                shiftedRules(raw));
    }

    /** The part after the last slash; ECS answers with ARNs, old and new, and with short names. */
    static String shortName(String arnOrName) {
        return arnOrName.substring(arnOrName.lastIndexOf('/') + 1);
    }

    private static Map<String, String> tags(Service raw) {
        Map<String, String> tags = new LinkedHashMap<>();
        raw.tags().forEach(tag -> tags.put(tag.key(), Objects.requireNonNullElse(tag.value(), "")));
        return tags;
    }

    private static List<String> targetGroups(Service raw) {
        return raw.loadBalancers().stream()
                .flatMap(each -> Stream.concat(
                        Stream.of(Optional.ofNullable(each.targetGroupArn())),
                        advanced(each).map(shift -> Optional.ofNullable(shift.alternateTargetGroupArn()))))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static List<String> shiftedRules(Service raw) {
        return raw.loadBalancers().stream()
                .flatMap(ServiceViews::advanced)
                .flatMap(shift -> Stream.of(
                        Optional.ofNullable(shift.productionListenerRule()),
                        Optional.ofNullable(shift.testListenerRule())))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static Stream<AdvancedConfiguration> advanced(LoadBalancer balancer) {
        return Stream.ofNullable(balancer.advancedConfiguration());
    }

    /** The SDK's numbers are boxed and null if absent; an absent desired count is not 0. */
    private static <T> T said(String member, T value, Service raw) {
        if (value == null) {
            throw new Reading.Failed("DescribeServices: no " + member + " of " + raw.serviceName());
        }
        return value;
    }
}
