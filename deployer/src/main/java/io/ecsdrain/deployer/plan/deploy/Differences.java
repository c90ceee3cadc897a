package io.ecsdrain.deployer.plan.deploy;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Parking;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.facts.TagCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where a deployment that is there is not the one that is asked for: an id is one content, for as long as it lives. */
final class Differences {

    private final DeployView view;
    private final DeployRequest request;
    private final List<String> found = new ArrayList<>();

    private Differences(DeployView view, DeployRequest request) {
        this.view = view;
        this.request = request;
    }

    /** One phrase for each flag that asks for something else than is there; empty also if nothing is there. */
    static List<String> of(DeployView view, DeployRequest request) {
        Differences differences = new Differences(view, request);
        view.existing().ifPresent(differences::service);
        differences.listener();
        differences.affinity();
        view.group().ifPresent(differences::group);
        return differences.found;
    }

    private void service(Existing existing) {
        boolean attached = existing.targets()
                .contains(new Existing.Attachment(
                        request.service().containerName(), request.service().containerPort()));
        if (!attached) {
            found.add("--container and --container-port: it has "
                    + existing.targets().stream()
                            .map(each -> each.container() + ":" + each.port())
                            .collect(Collectors.joining(", "))
                    + ", asked for is " + request.service().containerName() + ":"
                    + request.service().containerPort());
        }
        sets("--subnets", existing.subnets(), request.service().subnets());
        sets("--security-groups", existing.securityGroups(), request.service().securityGroups());
        request.service()
                .count()
                .filter(count -> !isCount(existing, count))
                .ifPresent(count -> found.add("--count: it has " + existing.desired() + ", asked for is " + count));
        found.addAll(view.serviceDifferences());
    }

    private void group(GroupRequest there) {
        GroupRequest asked = request.group();
        unless("--health-path", there.healthPath(), asked.healthPath());
        unless("--health-matcher", there.healthMatcher(), asked.healthMatcher());
        unless("--health-interval", "" + there.healthInterval(), "" + asked.healthInterval());
        // Without a service it is set anew, and what a retirement has lowered it gives back.
        asked.deregistrationDelay()
                .filter(delay -> view.existing().isPresent())
                .ifPresent(delay -> unless(
                        "--deregistration-delay",
                        there.deregistrationDelay()
                                .map(each -> each.toSeconds() + "s")
                                .orElse(""),
                        delay.toSeconds() + "s"));
    }

    /**
     * The count of one that auto scaling may change says nothing, and of one that drained its mark says what it was.
     */
    private boolean isCount(Existing existing, int count) {
        Optional<Integer> marked = view.name()
                .service(request.key())
                .map(ServiceView::tags)
                .flatMap(tags -> TagCodec.count(tags.get(Tags.DESIRED_COUNT)));
        return existing.desired() == count
                || marked.equals(Optional.of(count))
                || !view.ownScaling().isMissing();
    }

    private void listener() {
        List<String> others = view.rules().entrySet().stream()
                .filter(listener -> !own(listener.getValue()).isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (!others.isEmpty() && !others.contains(request.listenerArn())) {
            found.add("--listener: it has a rule on " + String.join(", ", others) + ", asked for is "
                    + request.listenerArn());
        }
    }

    /**
     * Its rules are made before its service: one that is missing then was never asked for, unless all of them are gone.
     */
    private void affinity() {
        List<RuleView> there = own(view.rules().getOrDefault(request.listenerArn(), List.of()));
        List<Affinity> asked = request.affinities();
        List<String> others = there.stream()
                .filter(rule -> asked.stream().noneMatch(each -> each.isOf(request.key(), rule)))
                .flatMap(rule -> rule.conditions().stream())
                .filter(condition -> !condition.field().equals(Parking.CONDITION_FIELD))
                .map(Differences::described)
                .toList();
        List<String> missing = asked.stream()
                .filter(each -> there.stream().noneMatch(rule -> each.isOf(request.key(), rule)))
                .map(Affinity::flag)
                .toList();
        if (!others.isEmpty()) {
            found.add("--affinity: its rule has " + String.join(", ", others) + ", asked for is "
                    + asked.stream().map(Affinity::flag).collect(Collectors.joining(",")));
        } else if (view.existing().isPresent() && !there.isEmpty() && !missing.isEmpty()) {
            found.add("--affinity: it has no rule for " + String.join(",", missing));
        }
    }

    private List<RuleView> own(List<RuleView> rules) {
        DeploymentKey key = request.key();
        return rules.stream().filter(rule -> key.owns(rule.tags())).toList();
    }

    private static String described(ConditionView condition) {
        return condition.field() + (condition.name().isEmpty() ? "" : " " + condition.name()) + " "
                + String.join(" or ", condition.all());
    }

    private void sets(String flag, List<String> there, List<String> asked) {
        unless(flag, String.join(",", new TreeSet<>(there)), String.join(",", new TreeSet<>(asked)));
    }

    private void unless(String flag, String there, String asked) {
        if (!there.equals(asked)) {
            found.add(flag + ": it has " + (there.isEmpty() ? "none" : there) + ", asked for is " + asked);
        }
    }
}
