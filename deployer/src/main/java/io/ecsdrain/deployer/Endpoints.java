package io.ecsdrain.deployer;

import io.ecsdrain.inventory.aws.AwsClients;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;

/**
 * Where the clients go, whatever told them: {@code AWS_ENDPOINT_URL}, which holds for all, one of its service's own, or
 * the {@code services} section of a profile.
 */
final class Endpoints {

    private Endpoints() {}

    /** One URL, or {@code AWS}; where the services differ, each with its name. */
    static String of(AwsClients clients) {
        Map<String, String> each = new LinkedHashMap<>();
        each.put("ssm", of(clients.ssm().serviceClientConfiguration()));
        each.put("ecs", of(clients.ecs().serviceClientConfiguration()));
        each.put("cloudwatch", of(clients.cloudWatch().serviceClientConfiguration()));
        each.put("elasticloadbalancing", of(clients.elb().serviceClientConfiguration()));
        each.put("application-autoscaling", of(clients.scaling().serviceClientConfiguration()));
        if (each.values().stream().distinct().count() == 1) {
            return each.get("ssm");
        }
        return each.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String of(SdkServiceClientConfiguration client) {
        return client.endpointOverride().map(Object::toString).orElse("AWS");
    }
}
