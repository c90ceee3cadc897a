package io.ecsdrain.localaws.elbv2;

import java.util.Map;

/**
 * A target group as those beside the load balancer see it: tests.
 *
 * @param targets state as DescribeTargetHealth words it, by {@code ip:port}
 */
public record GroupView(
        String arn, Map<String, String> tags, Map<String, String> attributes, Map<String, String> targets) {}
