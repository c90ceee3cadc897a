package io.ecsdrain.inventory.observe;

import io.ecsdrain.inventory.aws.ParallelReads;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.RuleView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
    private final ParallelReads atOnce;

    public ListenerReader(ElasticLoadBalancingV2Client elb) {
        this(elb, new ParallelReads(1));
    }

    public ListenerReader(ElasticLoadBalancingV2Client elb, ParallelReads atOnce) {
        this.elb = elb;
        this.tags = new TagReader(elb, atOnce);
        this.atOnce = atOnce;
    }

    /** A rule and its tags. */
    public record Tagged(Rule raw, Map<String, String> tags) {
        /** @throws NumberFormatException for the default rule, which has no priority */
        public RuleView view(String listenerArn) {
            return RouteViews.rule(raw, listenerArn, tags);
        }
    }

    /** The listeners with these ARNs; unknown if one of them does not exist. */
    public Observed<List<Listener>> byArns(Collection<String> arns) {
        return arns.isEmpty() ? Observed.known(List.of()) : Reading.observed(() -> whole(arns));
    }

    /**
     * As {@link #byArns}, for configured listeners.
     *
     * @throws ListenerNotFoundException if one of them does not exist
     * @throws Reading.Failed if they cannot be read
     */
    List<Listener> named(Collection<String> arns) {
        try {
            return arns.isEmpty() ? List.of() : whole(arns);
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
        return Paging.all(
                        "DescribeListeners",
                        marker -> elb.describeListeners(describe -> describe.applyMutation(which)
                                .pageSize(Reading.LARGEST_ELB_PAGE)
                                .marker(marker)),
                        DescribeListenersResponse::nextMarker)
                .stream()
                .flatMap(page -> page.listeners().stream())
                .toList();
    }

    /**
     * AWS says of a listener that does not exist that it does not: one that is silently left out must not look gone.
     */
    private List<Listener> whole(Collection<String> arns) {
        List<Listener> found = pages(describe -> describe.listenerArns(arns));
        Set<String> open = new TreeSet<>(arns);
        found.forEach(listener -> open.remove(listener.listenerArn()));
        if (!open.isEmpty()) {
            throw new Reading.Failed("DescribeListeners: no word about " + open);
        }
        return found;
    }

    /**
     * The rules of a listener that {@code which} picks, with their tags, the default rule excepted; the tags of the
     * others are not read.
     */
    public Observed<List<Tagged>> rules(String listenerArn, Predicate<Rule> which) {
        return Reading.observed(() -> {
            List<Rule> picked = ruleList(listenerArn).stream().filter(which).toList();
            return tagged(picked, tags.each(picked.stream().map(Rule::ruleArn).toList()));
        });
    }

    /** The same for several listeners, whose rules share the calls that read tags; each may be unknown by itself. */
    Map<String, Observed<List<Tagged>>> rules(List<String> listenerArns) {
        List<Observed<List<Rule>>> lists =
                atOnce.each(listenerArns, listener -> Reading.observed(() -> ruleList(listener)));
        Map<String, Lookup<Map<String, String>>> byArn = tags.each(lists.stream()
                .flatMap(rules -> rules.value().stream().flatMap(List::stream))
                .map(Rule::ruleArn)
                .toList());
        Map<String, Observed<List<Tagged>>> all = new HashMap<>();
        for (int index = 0; index < listenerArns.size(); index++) {
            Observed<List<Rule>> rules = lists.get(index);
            all.put(listenerArns.get(index), Reading.observed(() -> tagged(Reading.require(rules), byArn)));
        }
        return all;
    }

    private static List<Tagged> tagged(List<Rule> rules, Map<String, Lookup<Map<String, String>>> byArn) {
        List<Tagged> tagged = new ArrayList<>();
        for (Rule rule : rules) {
            // A rule that does not exist any more was deleted since it was listed.
            Reading.require(byArn.get(rule.ruleArn())).ifPresent(tags -> tagged.add(new Tagged(rule, tags)));
        }
        return tagged;
    }

    private List<Rule> ruleList(String listenerArn) {
        return Paging.all(
                        "DescribeRules",
                        marker -> elb.describeRules(describe -> describe.listenerArn(listenerArn)
                                .pageSize(Reading.LARGEST_ELB_PAGE)
                                .marker(marker)),
                        DescribeRulesResponse::nextMarker)
                .stream()
                .flatMap(page -> page.rules().stream())
                .filter(rule -> !Boolean.TRUE.equals(rule.isDefault()))
                .toList();
    }
}
