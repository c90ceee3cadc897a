package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.Listeners.Listener;
import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.LoadBalancer;
import io.ecsdrain.localaws.elbv2.shapes.Rules.Rule;
import io.ecsdrain.localaws.links.World;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything there is, by ARN. Touched under the world's lock only. */
final class ElbState {

    /** A rule, and whose it is. The default rule of a listener is one too. */
    record StoredRule(String listenerArn, Rule rule) {

        /** The default rule comes after all others. */
        long order() {
            return rule.isDefault() ? Long.MAX_VALUE : Long.parseLong(rule.priority());
        }
    }

    private static final String SERVICE = "elasticloadbalancing";

    private final World world;
    private final Map<String, Long> creationOrder = new HashMap<>();
    private long created;
    Duration inertSlowStart = Duration.ZERO;
    int inertSlowPercent = 100;
    final Map<String, LoadBalancer> loadBalancers = new LinkedHashMap<>();
    final Map<String, Map<String, String>> loadBalancerAttributes = new HashMap<>();
    final Map<String, Listener> listeners = new LinkedHashMap<>();
    final RuleStore rules = new RuleStore();
    final Map<String, TargetGroupEntry> targetGroups = new LinkedHashMap<>();
    final TagStore tags = new TagStore();

    ElbState(World world) {
        this.world = world;
    }

    World world() {
        return world;
    }

    /** @param path such as {@code targetgroup/name}; an id as AWS makes them is appended */
    String newArn(String path) {
        created++;
        // An odd factor makes ids that look as random as AWS's, and never the same twice.
        String arn = world.arn(SERVICE, path + "/" + String.format("%016x", created * 0x9E3779B97F4A7C15L));
        creationOrder.put(arn, created);
        return arn;
    }

    /**
     * The path of something below a thing: {@code loadbalancer/app/x/1} and {@code listener} give
     * {@code listener/app/x/1}.
     */
    static String below(String arn, String kind) {
        String path = arn.substring(arn.lastIndexOf(':') + 1);
        return kind + path.substring(path.indexOf('/'));
    }

    /** What CloudWatch calls it: {@code app/name/id} or {@code targetgroup/name/id}. */
    static String dimension(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1).replaceFirst("^loadbalancer/", "");
    }

    long order(String arn) {
        return creationOrder.get(arn);
    }

    int pageSize() {
        return Math.min(world.switches().get(ElbSwitches.DEFAULT_PAGE_SIZE), largestPage());
    }

    /** A PageSize as far as it is granted; one that is wrong is left for {@link Page} to refuse. */
    Integer granted(Integer pageSize) {
        return pageSize == null || pageSize > ElbSwitches.LARGEST_PAGE.defaultValue()
                ? pageSize
                : Integer.valueOf(Math.min(pageSize, largestPage()));
    }

    private int largestPage() {
        return world.switches().get(ElbSwitches.LARGEST_PAGE);
    }

    LoadBalancer loadBalancer(String arn) {
        return found(loadBalancers.get(arn)).orElseThrow(() -> ElbErrors.loadBalancerNotFound(arn));
    }

    Listener listener(String arn) {
        return found(listeners.get(arn)).orElseThrow(ElbErrors::listenerNotFound);
    }

    StoredRule rule(String arn) {
        return found(rules.get(arn)).orElseThrow(ElbErrors::ruleNotFound);
    }

    TargetGroupEntry targetGroup(String arn) {
        return found(targetGroups.get(arn)).orElseThrow(ElbErrors::targetGroupNotFound);
    }

    private static <T> Optional<T> found(T item) {
        return Optional.ofNullable(item);
    }

    List<Listener> listenersOf(String loadBalancerArn) {
        return listeners.values().stream()
                .filter(l -> l.loadBalancerArn().equals(loadBalancerArn))
                .toList();
    }

    /** By priority, the default rule last. */
    List<StoredRule> rulesOf(String listenerArn) {
        return rules.values().stream()
                .filter(r -> r.listenerArn().equals(listenerArn))
                .sorted(Comparator.comparingLong(StoredRule::order))
                .toList();
    }

    /** All rules of all listeners, default rules among them. */
    Stream<StoredRule> rulesOfLoadBalancer(String loadBalancerArn) {
        Set<String> its =
                listenersOf(loadBalancerArn).stream().map(Listener::listenerArn).collect(Collectors.toSet());
        return rules.values().stream().filter(r -> its.contains(r.listenerArn()));
    }

    /** The load balancers whose actions name the group: at most one. */
    List<String> loadBalancersOf(String targetGroupArn) {
        return rules.naming(targetGroupArn)
                .map(r -> listeners.get(r.listenerArn()).loadBalancerArn())
                .distinct()
                .toList();
    }
}
