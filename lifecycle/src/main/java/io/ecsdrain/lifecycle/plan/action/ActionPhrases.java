package io.ecsdrain.lifecycle.plan.action;

import java.util.List;

/** Actions as people read them, each in the imperative: what a run is about to do, or in a dry run would. */
public final class ActionPhrases {

    private ActionPhrases() {}

    public static String of(Action action) {
        if (action instanceof Action.StampDrainStart stamp) {
            return "note that it has drained since " + stamp.at();
        } else if (action instanceof Action.RepairTag repair) {
            return "tag its service state=" + repair.state().word();
        } else if (action instanceof Action.SuspendScaleIn) {
            return "keep auto scaling from stopping its tasks";
        } else if (action instanceof Action.StopRebalancing) {
            return "keep Availability Zone rebalancing from stopping its tasks";
        } else if (action instanceof Action.ParkRules park) {
            return park.rules().isEmpty()
                    ? "count from now on (no rule of its own leads clients to it)"
                    : "lead its clients away: park " + rules(park.rules());
        } else if (action instanceof Action.UnparkRules unpark) {
            return "lead its clients back: un-park " + rules(unpark.rules());
        } else if (action instanceof Action.WriteFence) {
            return "ask its tasks whether a session came since its clients were led away (the fence)";
        } else if (action instanceof Action.DeleteFence) {
            return "take the fence back";
        } else if (action instanceof Action.MakeDraining) {
            return "make it draining";
        }
        return scaling(action);
    }

    private static String scaling(Action action) {
        if (action instanceof Action.WriteOriginals) {
            return "note its desired count, scaling and deregistration delay in tags";
        } else if (action instanceof Action.RestoreOriginals restore && !restore.scaling()) {
            return "give back its desired count, rebalancing and deregistration delay; its scaling stays held"
                    + " while a canary takes clients beside it";
        } else if (action instanceof Action.RestoreOriginals || action instanceof Action.GiveBackOriginals) {
            return "give back its desired count, scaling, rebalancing and deregistration delay";
        } else if (action instanceof Action.ReleaseHold) {
            return "give back its deregistration delay and scaling out by alarms";
        } else if (action instanceof Action.SuspendAllScaling) {
            return "hold auto scaling still";
        } else if (action instanceof Action.ClearTaskProtection clear) {
            return "take the protection off its tasks (" + clear.taskArns().size() + ")";
        } else if (action instanceof Action.LowerDeregistrationDelay lower) {
            return "set the deregistration delay to " + lower.seconds() + " s";
        } else if (action instanceof Action.MarkKept) {
            return "mark its service kept: it is not deleted while it is one of the previous ones";
        } else if (action instanceof Action.ScaleToZero) {
            return "scale its service to zero";
        }
        return deletion(action);
    }

    private static String deletion(Action action) {
        if (action instanceof Action.MarkRetired) {
            return "mark its service state=retired, the authority to delete";
        } else if (action instanceof Action.DeleteRule delete) {
            return "delete " + rules(List.of(delete.rule()));
        } else if (action instanceof Action.RemoveFromRule remove) {
            return "take it out of " + rules(List.of(remove.rule())) + ", which serves others too";
        } else if (action instanceof Action.DeleteTargetGroup delete) {
            return "delete target group " + tail(delete.targetGroupArn());
        } else if (action instanceof Action.DeleteParameter delete) {
            return "delete parameter " + delete.name();
        } else if (action instanceof Action.DeregisterScalableTarget) {
            return "deregister its scalable target, if there is one";
        } else if (action instanceof Action.DeleteService delete) {
            return "delete service " + tail(delete.serviceArn());
        }
        return action.word();
    }

    private static String rules(List<RuleRef> rules) {
        return rules.size() == 1 ? "rule " + tail(rules.get(0).arn()) : rules.size() + " rules";
    }

    /** The part of an ARN that tells things of one kind apart. */
    private static String tail(String arn) {
        return arn.substring(arn.indexOf('/') + 1);
    }
}
