package io.ecsdrain.localaws.elbv2.shapes;

import io.ecsdrain.localaws.elbv2.shapes.Rules.Action;
import io.ecsdrain.localaws.elbv2.shapes.Tags.Tag;
import java.util.List;

/** Listeners. */
public final class Listeners {

    private Listeners() {}

    public record Listener(
            String listenerArn,
            String loadBalancerArn,
            Integer port,
            String protocol,
            List<Certificate> certificates,
            String sslPolicy,
            List<Action> defaultActions) {}

    public record Certificate(String certificateArn, Boolean isDefault) {}

    public record CreateListener(
            String loadBalancerArn,
            String protocol,
            Integer port,
            String sslPolicy,
            List<Certificate> certificates,
            List<Action> defaultActions,
            List<String> alpnPolicy,
            List<Tag> tags) {}

    public record DescribeListeners(
            String loadBalancerArn, List<String> listenerArns, String marker, Integer pageSize) {}

    public record ModifyListener(
            String listenerArn,
            Integer port,
            String protocol,
            String sslPolicy,
            List<Certificate> certificates,
            List<Action> defaultActions,
            List<String> alpnPolicy) {}

    public record DeleteListener(String listenerArn) {}

    public record ListenersResult(List<Listener> listeners, String nextMarker) {}
}
