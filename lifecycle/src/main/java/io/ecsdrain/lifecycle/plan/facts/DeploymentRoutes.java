package io.ecsdrain.lifecycle.plan.facts;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Parking;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What leads clients to one deployment's target groups.
 *
 * @param unread why the routes are not known; then the rest proves nothing
 * @param defaults listeners whose default action sends to one of the groups (weight above 0)
 * @param idleDefaults listeners whose default action names one of the groups with weight 0, which sends nothing but
 *     keeps the group from being deleted
 * @param foreign rules that name one of the groups and are not the deployment's own affinity rules
 * @param own its own affinity rules that name one of the groups
 */
public record DeploymentRoutes(
        Optional<String> unread,
        List<String> defaults,
        List<String> idleDefaults,
        List<RuleView> foreign,
        List<RuleView> own) {

    /** An ALB rule may hold so many condition values; parking needs one to spare. */
    private static final int MAX_CONDITION_VALUES = 5;

    /** What leads to {@code groups} through {@code listeners}. */
    public static DeploymentRoutes of(DeploymentKey key, Collection<String> groups, List<ListenerView> listeners) {
        List<String> defaults = new ArrayList<>();
        List<String> idle = new ArrayList<>();
        List<RuleView> foreign = new ArrayList<>();
        List<RuleView> own = new ArrayList<>();
        Optional<String> unread = Optional.empty();
        Set<String> ours = Set.copyOf(groups);
        for (ListenerView listener : listeners) {
            listener.defaultTargets().stream()
                    .filter(target -> ours.contains(target.targetGroupArn()))
                    .forEach(target -> (target.weight() > 0 ? defaults : idle).add(listener.arn()));
            unread = unread.or(listener.rules()::unknownBecause);
            for (RuleView rule : listener.rules().value().orElse(List.of())) {
                if (ours.stream().anyMatch(rule::forwardsTo)) {
                    (isOwn(key, rule) ? own : foreign).add(rule);
                }
            }
        }
        return new DeploymentRoutes(
                unread, List.copyOf(defaults), List.copyOf(idle), List.copyOf(foreign), List.copyOf(own));
    }

    /**
     * Why {@code listeners} cannot be all there is: one of {@code groups} hangs on a load balancer, which is to say
     * that a rule or a default action there forwards to it ("the load balancer that routes traffic to this target
     * group", ELBv2's TargetGroup), and none was seen.
     */
    private static Optional<String> gap(Collection<TargetGroupView> groups, Collection<ListenerView> listeners) {
        for (TargetGroupView group : groups) {
            for (String balancer : group.loadBalancerArns()) {
                boolean seen = listeners.stream()
                        .filter(listener -> listener.loadBalancerArn().equals(balancer))
                        .anyMatch(listener -> leads(listener, group.arn()));
                if (!seen) {
                    return Optional.of("DescribeTargetGroups has " + group.name() + " on " + balancer
                            + ", and none of its rules and default actions names it");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean leads(ListenerView listener, String group) {
        return listener.defaultTargets().stream()
                        .anyMatch(target -> target.targetGroupArn().equals(group))
                || listener.rules().value().stream().flatMap(List::stream).anyMatch(rule -> rule.forwardsTo(group));
    }

    /**
     * The same, unread where {@code listeners} cannot be all there is; {@code known} are those of the groups that
     * exist.
     */
    public static DeploymentRoutes of(
            DeploymentKey key,
            Collection<String> groups,
            Collection<TargetGroupView> known,
            List<ListenerView> listeners) {
        DeploymentRoutes seen = of(key, groups, listeners);
        return new DeploymentRoutes(
                seen.unread.or(() -> gap(known, listeners)), seen.defaults, seen.idleDefaults, seen.foreign, seen.own);
    }

    public static DeploymentRoutes unknown(String reason) {
        return new DeploymentRoutes(Optional.of(reason), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * Whether {@code rule} is {@code key}'s own affinity rule: tagged with its id, or untagged with a condition value
     * that holds its id or its service's name, see {@link OwnValue}.
     */
    public static boolean isOwn(DeploymentKey key, RuleView rule) {
        Map<String, String> tags = rule.tags();
        String name = tags.get(Tags.DEPLOYMENT_NAME);
        String id = tags.get(Tags.DEPLOYMENT_ID);
        if (name != null && !name.equals(key.name())) {
            return false;
        }
        return id == null ? OwnValue.of(key).in(rule.conditions()) : id.equals(key.id());
    }

    /**
     * Whether {@code rule} leads to {@code group} and is tagged for {@code key}: the program that made it a rule of
     * this deployment also pointed the listener's default action.
     */
    public static boolean isTagged(DeploymentKey key, String group, RuleView rule) {
        return rule.forwardsTo(group) && key.owns(rule.tags());
    }

    /**
     * Why the deployment must not be retired, with what to do about it; empty if nothing but its own rules leads to it.
     */
    public Optional<String> obstacle() {
        if (!defaults.isEmpty()) {
            return Optional.of("the default action of " + defaults.get(0)
                    + " still forwards to it: point it at the live deployment");
        }
        if (!foreign.isEmpty()) {
            return Optional.of("rule " + foreign.get(0).arn()
                    + " forwards to it and is not its own affinity rule: change or delete that rule");
        }
        return Optional.empty();
    }

    /** Why clients may come to it, its own rules included; empty if none can, so far as its routes could be read. */
    public Optional<String> leading() {
        return obstacleAsRead()
                .or(() -> unparked().stream().findFirst().map(rule -> "rule " + rule.arn() + " leads clients to it"));
    }

    /** As {@link #obstacle}, and that its routes could not be read. */
    public Optional<String> obstacleAsRead() {
        return unread.or(this::obstacle);
    }

    public List<RuleView> unparked() {
        return own.stream().filter(rule -> !rule.isParked()).toList();
    }

    /** A rule that has no room for the parking condition: it has a source-ip condition of its own, or five values. */
    public Optional<RuleView> unparkable() {
        return unparked().stream().filter(rule -> !canPark(rule)).findFirst();
    }

    private static boolean canPark(RuleView rule) {
        int values = rule.conditions().stream()
                .mapToInt(condition -> condition.all().size())
                .sum();
        return values < MAX_CONDITION_VALUES
                && rule.conditions().stream()
                        .noneMatch(condition -> condition.field().equals(Parking.CONDITION_FIELD));
    }
}
