package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.reaper.plan.branch.ActivePlan;
import io.ecsdrain.reaper.plan.branch.DeletionPlan;
import io.ecsdrain.reaper.plan.branch.DrainingPlan;
import io.ecsdrain.reaper.plan.branch.HalfCreatedPlan;
import io.ecsdrain.reaper.plan.branch.LeftoverPlan;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Plan;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import io.ecsdrain.reaper.plan.facts.NameFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From one snapshot to all decisions of one run: what may be retired or deleted, and why the rest is kept.
 * docs/invariants.md has the rules. The same snapshot and policy always give the same plan. What is not known to be
 * safe is kept.
 */
public final class Planner {

    private Planner() {}

    public static Plan plan(ClusterSnapshot snapshot, ReaperPolicy policy) {
        Map<String, NameFacts> names = NameFacts.in(snapshot);
        List<Decision> decisions = new ArrayList<>();
        for (Deployment deployment : snapshot.deployments()) {
            decisions.add(decide(deployment, names, snapshot, policy));
        }
        decisions.sort(Comparator.comparing(Decision::key));
        return new Plan(
                snapshot.takenAt(),
                RunLimit.apply(decisions, snapshot, policy),
                contestedApart(NameFacts.disagreeing(names), snapshot),
                remarks(snapshot, names));
    }

    private static List<String> remarks(ClusterSnapshot snapshot, Map<String, NameFacts> names) {
        return Stream.concat(
                        snapshot.remarks().stream(),
                        names.values().stream()
                                .flatMap(name -> name.unusableRegister().stream())
                                .sorted())
                .toList();
    }

    /** Converge would make draining what is live in another cluster. */
    private static Set<String> contestedApart(Set<String> names, ClusterSnapshot snapshot) {
        return names.stream()
                .filter(name -> !snapshot.elsewhere().containsKey(name))
                .collect(Collectors.toSet());
    }

    /** What is decided about one deployment, as if there were no limit to what one run does. */
    static Decision decide(
            Deployment deployment, Map<String, NameFacts> names, ClusterSnapshot snapshot, ReaperPolicy policy) {
        return decide(
                DeploymentFacts.of(deployment, snapshot, policy),
                names.get(deployment.key().name()));
    }

    private static Decision decide(DeploymentFacts facts, NameFacts name) {
        Optional<String> elsewhere = facts.elsewhere();
        if (elsewhere.isPresent()) {
            return facts.keep(Reason.OTHER_CLUSTER, elsewhere.get());
        }
        Optional<String> contradiction = facts.contradiction();
        if (contradiction.isPresent()) {
            return facts.keep(Reason.CONTRADICTORY_TAGS, contradiction.get());
        }
        Optional<String> manager = facts.deployment().service().flatMap(ServiceView::managedBy);
        if (manager.isPresent()) {
            return facts.keep(Reason.MANAGED_ELSEWHERE, "its tasks and its clients are moved by " + manager.get());
        }
        Optional<String> unread = facts.deployment().parameter().unknownBecause();
        if (unread.isPresent()) {
            return facts.keep(Reason.STATE_UNKNOWN, "its parameter could not be read: " + unread.get());
        }
        if (facts.state().filter(DeploymentState.ACTIVE::equals).isPresent()) {
            return ActivePlan.decide(facts, name);
        }
        if (facts.parameter().isPresent() && facts.state().isEmpty()) {
            return facts.keep(
                    Reason.STATE_UNKNOWN,
                    "its parameter reads '" + facts.parameter().get().value() + "', which is no state");
        }
        return name.protects(facts.key()).orElseGet(() -> decideNotLive(facts, name));
    }

    private static Decision decideNotLive(DeploymentFacts facts, NameFacts name) {
        if (facts.deployment().service().isEmpty()) {
            return LeftoverPlan.decide(facts);
        }
        if (!facts.service().isAlive()) {
            return facts.keep(
                    Reason.SERVICE_DELETING, "its service is " + facts.service().status());
        }
        if (facts.state().filter(DeploymentState.DRAINING::equals).isPresent()) {
            return DrainingPlan.decide(facts, name);
        }
        Optional<TagState> tag = facts.tagState();
        if (tag.filter(TagState.DEPLOYING::equals).isPresent()) {
            return HalfCreatedPlan.decide(facts, name).believing(facts.tagAlone(TagState.DEPLOYING));
        }
        // The parameter goes before the service: a retired one without it is a deletion that was interrupted.
        if (tag.filter(TagState.RETIRED::equals).isPresent() && facts.service().desiredCount() == 0) {
            return DeletionPlan.decide(facts, Grounds.RETIRED, List.of()).believing(facts.tagAlone(TagState.RETIRED));
        }
        // Only we note a count and go to zero, so the deletion had begun when another party wrote the tag.
        if (tag.filter(TagState.DRAINING::equals).isPresent()
                && facts.service().desiredCount() == 0
                && facts.service().tags().containsKey(Tags.DESIRED_COUNT)) {
            return facts.keep(
                            Reason.STATE_UNKNOWN,
                            "its deletion had begun, and its service was tagged draining again: so it drains once more")
                    .with(List.of(new Action.MakeDraining(
                            Grounds.UNMARKED, facts.service().arn())));
        }
        return facts.keep(
                Reason.STATE_UNKNOWN,
                "it has no state parameter"
                        + tag.map(state -> ", though its tag says " + state.word())
                                .orElse(""));
    }
}
