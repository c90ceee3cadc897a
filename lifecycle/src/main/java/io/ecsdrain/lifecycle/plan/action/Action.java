package io.ecsdrain.lifecycle.plan.action;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.inventory.model.ParameterView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One thing to do to one deployment; data only. Together with the deployment's key it says all that its executor needs.
 */
public sealed interface Action {

    /**
     * Writes {@code drain_started_at} and {@code drain_seen}.
     *
     * @param seen the parameter's write that it was told by
     */
    record StampDrainStart(String serviceArn, Instant at, String seen) implements Action {}

    /** Makes the tag {@code state} say what the parameter says. */
    record RepairTag(String serviceArn, TagState state) implements Action {}

    /**
     * Keeps auto scaling, by alarms or a schedule, from picking a task with sessions; what was suspended before goes
     * into a tag.
     */
    record SuspendScaleIn(String serviceArn) implements Action {}

    /** Keeps Availability Zone rebalancing from stopping tasks with sessions; that it was enabled goes into a tag. */
    record StopRebalancing(String serviceArn) implements Action {}

    /**
     * For an active deployment: gives back count, scaling, rebalancing and delay as our marks have them, then takes the
     * marks off.
     *
     * @param scaling whether its scaling is given back; its marks stay if not
     */
    record RestoreOriginals(String serviceArn, List<String> targetGroups, boolean scaling) implements Action {}

    /**
     * The same with count, scaling, rebalancing and delay left in our marks, for a rollback: a reaper's run that judged
     * before it may still be about to scale down, and only the marks tell converge what to undo. The reaper's next run
     * takes them off.
     */
    record GiveBackOriginals(String serviceArn, List<String> targetGroups) implements Action {}

    record ParkRules(List<RuleRef> rules) implements Action {}

    /**
     * @param inARow how many times in a row it is done because sessions came, which is noted on the rules; 0 if it is
     *     done for another reason
     */
    record UnparkRules(List<RuleRef> rules, int inARow) implements Action {

        /** For another reason than sessions that came. */
        public UnparkRules(List<RuleRef> rules) {
            this(rules, 0);
        }
    }

    /**
     * Asks the tasks whether a session came since their clients were led away. It is written after the rules were
     * parked and names their parking.
     *
     * @param attachments whose routes are read again first
     * @param state the write of the parameter that the fence belongs to
     */
    record WriteFence(Attachments attachments, ParameterView state) implements Action {}

    /**
     * Takes back what {@link WriteFence} asked. Before rules are led back to clients, and before the parameters are
     * deleted.
     */
    record DeleteFence() implements Action {}

    /** Writes count, delay and scaling into tags, each once. */
    record WriteOriginals(Grounds grounds, String serviceArn, List<String> targetGroups) implements Action {}

    record SuspendAllScaling(Grounds grounds, String serviceArn) implements Action {}

    /** For one that goes on draining: gives back the delay, and scaling out by alarms, as our marks have them. */
    record ReleaseHold(String serviceArn, List<String> targetGroups) implements Action {}

    record ClearTaskProtection(Grounds grounds, List<String> taskArns) implements Action {}

    record LowerDeregistrationDelay(List<String> targetGroups, int seconds) implements Action {}

    /** Before it is scaled to zero: keeps one of the previous ones from being deleted while it is that. */
    record MarkKept(String serviceArn) implements Action {}

    /**
     * @param attachments whose routes are read again first
     * @param state the write of the parameter that the evidence was judged by: a later one may mean a new drain
     * @param dying ids of the tasks of a half-created one that are about to die anyway; any other that runs stands
     *     against it
     * @param fence the fence that tasks have answered; empty if their metric proves them ready, or nothing has to
     */
    record ScaleToZero(
            Grounds grounds,
            Attachments attachments,
            Optional<ParameterView> state,
            List<String> dying,
            Optional<ParameterView> fence)
            implements Action {

        /** One whose tasks have answered no fence. */
        public ScaleToZero(
                Grounds grounds, Attachments attachments, Optional<ParameterView> state, List<String> dying) {
            this(grounds, attachments, state, dying, Optional.empty());
        }

        /** One that no task stands against. */
        public ScaleToZero(Grounds grounds, Attachments attachments, Optional<ParameterView> state) {
            this(grounds, attachments, state, List.of());
        }
    }

    /**
     * Gives a deployment without a parameter the parameter {@code draining}; never overwrites one. For a half-created
     * one that has tasks, and for one whose mark was overwritten in the middle of its deletion.
     */
    record MakeDraining(Grounds grounds, String serviceArn) implements Action {}

    /** Our mark, written before the first deletion. */
    record MarkRetired(Grounds grounds, String serviceArn, Attachments attachments) implements Action {}

    record DeleteRule(Grounds grounds, RuleRef rule, List<String> targetGroups) implements Action {}

    /** Takes our members out of a rule that also forwards to others. */
    record RemoveFromRule(Grounds grounds, RuleRef rule, List<String> targetGroups) implements Action {}

    record DeleteTargetGroup(Grounds grounds, String targetGroupArn) implements Action {}

    record DeleteParameter(Grounds grounds, String name) implements Action {}

    record DeregisterScalableTarget(Grounds grounds) implements Action {}

    /** Without force: ECS's refusal is the last precondition. */
    record DeleteService(Grounds grounds, String serviceArn) implements Action {}

    /** The name of the action in logs and reports. */
    default String word() {
        return getClass().getSimpleName();
    }

    /** Whether it merely keeps marks and protections in order, and is done for kept deployments too. */
    default boolean isUpkeep() {
        return this instanceof StampDrainStart
                || this instanceof RepairTag
                || this instanceof SuspendScaleIn
                || this instanceof StopRebalancing
                || this instanceof DeleteFence;
    }
}
