package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.LiveRule;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.lifecycle.execute.write.RuleWriter;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import io.ecsdrain.lifecycle.plan.facts.DeploymentRoutes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parks, un-parks, edits and deletes affinity rules; each is read again first. */
final class RuleActions {

    private final RuleWriter writer;
    private final RoundReader reader;
    private final Preconditions recheck;

    RuleActions(RuleWriter writer, RoundReader reader, Preconditions recheck) {
        this.writer = writer;
        this.reader = reader;
        this.recheck = recheck;
    }

    Outcome park(DeploymentKey key, Action.ParkRules park) {
        Optional<String> refuted = recheck.refuted(key, Grounds.DRAINING);
        if (refuted.isPresent()) {
            return new Outcome.Stale(refuted.get());
        }
        Map<String, LiveRule> live = read(park.rules());
        for (RuleRef ref : park.rules()) {
            LiveRule rule = live.get(ref.arn());
            if (rule == null) {
                continue;
            }
            if (!DeploymentRoutes.isOwn(key, rule.view())) {
                return new Outcome.Stale("rule " + ref.arn() + " is no longer its own");
            }
            writer.park(rule);
        }
        return Outcome.DONE;
    }

    Outcome unpark(DeploymentKey key, Action.UnparkRules unpark) {
        if (reader.service(key)
                .require()
                .filter(service -> service.desiredCount() > 0)
                .isEmpty()) {
            return new Outcome.Stale("it is scaled to zero: no task would answer its clients");
        }
        Map<String, LiveRule> live = read(unpark.rules());
        for (RuleRef ref : unpark.rules()) {
            LiveRule rule = live.get(ref.arn());
            if (rule == null || !rule.view().isParked()) {
                continue;
            }
            if (!DeploymentRoutes.isOwn(key, rule.view())) {
                return new Outcome.Stale("rule " + ref.arn() + " is no longer its own");
            }
            writer.unpark(rule, unpark.inARow());
        }
        return Outcome.DONE;
    }

    Outcome delete(DeploymentKey key, Action.DeleteRule delete) {
        LiveRule rule = read(List.of(delete.rule())).get(delete.rule().arn());
        if (rule == null) {
            return Outcome.GONE;
        }
        Optional<String> obstacle = recheck.refuted(key, delete.grounds())
                .or(() -> recheck.serving(delete.grounds(), delete.targetGroups()))
                .or(() -> notOnlyOurs(key, rule, delete))
                .or(() -> recheck.changedMeanwhile(key, delete.grounds(), Optional.empty()));
        if (obstacle.isPresent()) {
            return new Outcome.Stale(obstacle.get());
        }
        return writer.delete(delete.rule().arn());
    }

    private static Optional<String> notOnlyOurs(DeploymentKey key, LiveRule rule, Action.DeleteRule delete) {
        boolean ours = DeploymentRoutes.isOwn(key, rule.view())
                && rule.view().forwards().stream()
                        .map(ForwardTarget::targetGroupArn)
                        .allMatch(delete.targetGroups()::contains);
        return ours ? Optional.empty() : Optional.of("the rule has been changed to serve others");
    }

    Outcome remove(DeploymentKey key, Action.RemoveFromRule remove) {
        LiveRule rule = read(List.of(remove.rule())).get(remove.rule().arn());
        if (rule == null || remove.targetGroups().stream().noneMatch(rule.view()::forwardsTo)) {
            return Outcome.GONE;
        }
        Optional<String> refuted = recheck.refuted(key, remove.grounds())
                .or(() -> recheck.serving(remove.grounds(), remove.targetGroups()));
        if (refuted.isPresent()) {
            return new Outcome.Stale(refuted.get());
        }
        if (rule.view().forwards().stream()
                .map(ForwardTarget::targetGroupArn)
                .allMatch(remove.targetGroups()::contains)) {
            return new Outcome.Stale("the rule no longer forwards to another target group");
        }
        writer.remove(rule, remove.targetGroups());
        // The next member of the round may have to leave the same rule.
        reader.forgetRules();
        return Outcome.DONE;
    }

    private Map<String, LiveRule> read(List<RuleRef> refs) {
        Map<String, LiveRule> found = new HashMap<>();
        refs.stream().map(RuleRef::listenerArn).distinct().forEach(listener -> Unreadable.require(
                        reader.rules(listener))
                .forEach(rule -> found.put(rule.view().arn(), rule)));
        return found;
    }
}
