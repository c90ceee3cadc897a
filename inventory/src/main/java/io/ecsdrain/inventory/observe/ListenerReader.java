package io.ecsdrain.inventory.observe;

import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.RuleView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/** Reads listeners and their rules. */
public final class ListenerReader {

    private final ElasticLoadBalancingV2Client elb;
    private final TagReader tags;

    public ListenerReader(ElasticLoadBalancingV2Client elb) {
        this.elb = elb;
        this.tags = new TagReader(elb);
    }

    /** A rule and its tags. */
    public record Tagged(Rule raw, Map<String, String> tags) {
        /** @throws NumberFormatException for the default rule, which has no priority */
        public RuleView view(String listenerArn) {
            return Routes.rule(raw, listenerArn, tags);
        }
    }

    /** The listeners with these ARNs; unknown if one of them does not exist. */
    public Observed<List<Listener>> byArns(Collection<String> arns) {
        return arns.isEmpty()
                ? Observed.known(List.of())
                : Reading.observed(() -> pages(describe -> describe.listenerArns(arns)));
    }

    /**
     * As {@link #byArns}, for listeners that somebody configured.
     *
     * @throws ListenerNotFoundException if one of them does not exist
     * @throws Reading.Failed if they cannot be read
     */
    List<Listener> named(Collection<String> arns) {
        try {
            return arns.isEmpty() ? List.of() : pages(describe -> describe.listenerArns(arns));
        } catch (Reading.Failed failed) {
            if (failed.getCause() instanceof ListenerNotFoundException missing) {
                throw missing;
            }
            throw failed;
        }
    }

    /** Every listener of one load balancer. */
    public Observed<List<Listener>> ofLoadBalancer(String loadBalancerArn) {
        return Reading.observed(() -> pages(describe -> describe.loadBalancerArn(loadBalancerArn)));
    }

    private List<Listener> pages(Consumer<DescribeListenersRequest.Builder> which) {
        List<Listener> found = new ArrayList<>();
        String marker = null;
        do {
            String from = marker;
            DescribeListenersResponse page = Reading.call(
                    "DescribeListeners",
                    () -> elb.describeListeners(
                            describe -> describe.applyMutation(which).marker(from)));
            found.addAll(page.listeners());
            marker = page.nextMarker();
        } while (marker != null);
        return found;
    }

    /** All rules of a listener with their tags, the default rule excepted. */
    public Observed<List<Tagged>> rules(String listenerArn) {
        return Reading.observed(() -> {
            List<Rule> rules = ruleList(listenerArn).stream()
                    .filter(rule -> !Boolean.TRUE.equals(rule.isDefault()))
                    .toList();
            Map<String, Map<String, String>> byArn =
                    tags.of(rules.stream().map(Rule::ruleArn).toList());
            // A rule without an answer was deleted since it was listed.
            return rules.stream()
                    .filter(rule -> byArn.containsKey(rule.ruleArn()))
                    .map(rule -> new Tagged(rule, byArn.get(rule.ruleArn())))
                    .toList();
        });
    }

    private List<Rule> ruleList(String listenerArn) {
        List<Rule> found = new ArrayList<>();
        String marker = null;
        do {
            String from = marker;
            DescribeRulesResponse page = Reading.call(
                    "DescribeRules",
                    () -> elb.describeRules(
                            describe -> describe.listenerArn(listenerArn).marker(from)));
            found.addAll(page.rules());
            marker = page.nextMarker();
        } while (marker != null);
        return found;
    }
}
