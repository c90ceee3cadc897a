package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Parking;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random listeners, rules and target groups around given deployments. */
final class RoutingMaker {

    private final Random random;
    private int rules;

    RoutingMaker(Random random) {
        this.random = random;
    }

    Observed<Routing> routing(List<Deployment> deployments) {
        if (chance(4)) {
            return Observed.unknown("throttled");
        }
        List<ListenerView> listeners = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            listeners.add(listener("listener/" + i, deployments));
        }
        Map<String, TargetGroupView> groups = new HashMap<>();
        for (DeploymentKey key : SnapshotMaker.KEYS) {
            if (chance(95)) {
                groups.put(SnapshotMaker.group(key), group(key, isNamed(SnapshotMaker.group(key), listeners)));
            }
        }
        return Observed.known(new Routing(listeners, groups));
    }

    private static boolean isNamed(String group, List<ListenerView> listeners) {
        return listeners.stream()
                .anyMatch(listener -> listener.defaultTargets().stream()
                                .anyMatch(target -> target.targetGroupArn().equals(group))
                        || listener.rules().value().stream()
                                .flatMap(List::stream)
                                .anyMatch(rule -> rule.forwardsTo(group)));
    }

    private TargetGroupView group(DeploymentKey key, boolean named) {
        DeploymentKey tagged = chance(97) ? key : pick(SnapshotMaker.KEYS);
        return new TargetGroupView(
                SnapshotMaker.group(key),
                key.id(),
                tags(tagged),
                named || chance(3) ? List.of("lb") : List.of(),
                Observed.known(300),
                Observed.known(List.of()));
    }

    private Map<String, String> tags(DeploymentKey key) {
        Map<String, String> tags =
                new HashMap<>(Map.of(Tags.DEPLOYMENT_NAME, key.name(), Tags.DEPLOYMENT_ID, key.id()));
        if (chance(90)) {
            tags.put(
                    Tags.CREATED_AT,
                    SnapshotMaker.NOW
                            .minus(Duration.ofMinutes(random.nextInt(3000)))
                            .toString());
        }
        return tags;
    }

    private ListenerView listener(String arn, List<Deployment> deployments) {
        List<ForwardTarget> defaults = new ArrayList<>();
        if (chance(60)) {
            defaults.add(new ForwardTarget("tg/foreign", 1));
        }
        if (chance(50)) {
            defaults.add(new ForwardTarget(SnapshotMaker.group(pick(SnapshotMaker.KEYS)), chance(80) ? 1 : 0));
        }
        List<RuleView> found = new ArrayList<>();
        deployments.stream().filter(each -> chance(80)).forEach(each -> found.add(rule(arn, each.key())));
        return new ListenerView(
                arn, "lb", defaults, chance(97) ? Observed.known(found) : Observed.unknown("throttled"));
    }

    private RuleView rule(String listener, DeploymentKey key) {
        DeploymentKey spoken = chance(94) ? key : pick(SnapshotMaker.KEYS);
        boolean tagged = chance(60);
        Map<String, String> tags = new HashMap<>(tagged ? tags(spoken) : Map.of());
        List<ConditionView> conditions = new ArrayList<>();
        conditions.add(new ConditionView("http-header", "Cookie", List.of("*N=" + spoken.id() + ";*")));
        if (chance(70)) {
            conditions.add(new ConditionView(Parking.CONDITION_FIELD, "", List.of(Parking.NO_CLIENT)));
            if (chance(92)) {
                tags.put(
                        Tags.PARKED_AT,
                        SnapshotMaker.NOW
                                .minusSeconds(30 + random.nextInt(1200))
                                .toString());
            }
        } else if (chance(15)) {
            conditions.add(new ConditionView(Parking.CONDITION_FIELD, "", List.of("10.0.0.0/8")));
        }
        if (chance(60)) {
            tags.put(Tags.UNPARKED, 1 + random.nextInt(6) + "@" + SnapshotMaker.NOW.minusSeconds(random.nextInt(1200)));
        }
        List<ForwardTarget> forwards = new ArrayList<>(List.of(new ForwardTarget(SnapshotMaker.group(key), 1)));
        if (chance(6)) {
            forwards.add(new ForwardTarget("tg/foreign", 5));
        }
        return new RuleView("rule/" + rules++, listener, rules, conditions, forwards, tags);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
