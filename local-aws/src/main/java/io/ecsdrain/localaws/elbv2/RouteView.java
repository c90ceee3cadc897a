package io.ecsdrain.localaws.elbv2;

import java.util.List;
import java.util.Map;

/**
 * A rule, default rules among them, as those beside the load balancer see it: tests.
 *
 * @param values of all conditions, source addresses included
 * @param actions their types, in order
 * @param groups weight by target group ARN; empty if it does something else than forward
 */
public record RouteView(
        String arn,
        String listenerArn,
        boolean isDefault,
        List<String> values,
        List<String> actions,
        Map<String, Integer> groups,
        Map<String, String> tags) {}
