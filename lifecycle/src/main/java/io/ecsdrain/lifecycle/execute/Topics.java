package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.RuleRef;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the actions of one round are about, so that one call can ask for all of it.
 *
 * @param targetGroups those that an action names
 * @param rules the ARNs of those that an action names
 * @param tasks the ARNs of those whose protection is to be cleared
 * @param fences the parameters of those that an action rests on
 */
record Topics(
        Set<DeploymentKey> keys, Set<String> targetGroups, Set<String> rules, Set<String> tasks, Set<String> fences) {

    static Topics of(Collection<Planned> round) {
        Topics topics = new Topics(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        for (Planned each : round) {
            topics.keys.add(each.key());
            topics.targetGroups.addAll(groups(each.action()));
            topics.rules.addAll(rules(each.action()).stream().map(RuleRef::arn).toList());
            if (each.action() instanceof Action.ClearTaskProtection clear) {
                topics.tasks.addAll(clear.taskArns());
            }
            if (each.action() instanceof Action.ScaleToZero zero && zero.fence().isPresent()) {
                topics.fences.add(each.key().fenceParameter());
            }
        }
        return topics;
    }

    private static List<String> groups(Action action) {
        if (action instanceof Action.WriteOriginals write) {
            return write.targetGroups();
        } else if (action instanceof Action.LowerDeregistrationDelay lower) {
            return lower.targetGroups();
        } else if (action instanceof Action.ScaleToZero zero) {
            return zero.attachments().targetGroups();
        } else if (action instanceof Action.WriteFence write) {
            return write.attachments().targetGroups();
        } else if (action instanceof Action.MarkRetired mark) {
            return mark.attachments().targetGroups();
        } else if (action instanceof Action.RestoreOriginals restore) {
            return restore.targetGroups();
        } else if (action instanceof Action.GiveBackOriginals give) {
            return give.targetGroups();
        }
        return action instanceof Action.ReleaseHold release ? release.targetGroups() : List.of();
    }

    private static List<RuleRef> rules(Action action) {
        if (action instanceof Action.ParkRules park) {
            return park.rules();
        } else if (action instanceof Action.UnparkRules unpark) {
            return unpark.rules();
        } else if (action instanceof Action.DeleteRule delete) {
            return List.of(delete.rule());
        }
        return action instanceof Action.RemoveFromRule remove ? List.of(remove.rule()) : List.of();
    }
}
