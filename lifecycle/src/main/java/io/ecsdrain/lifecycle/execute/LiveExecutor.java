package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.AwsErrors;
import io.ecsdrain.inventory.aws.Sleeper;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.lifecycle.execute.write.Writers;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/** Does the actions, each after re-checking what it rests on. */
public final class LiveExecutor implements ActionExecutor {

    private final LiveReader live;
    private final RoundReader reader;
    private final MarkActions marks;
    private final RuleActions rules;
    private final ScalingActions scaling;
    private final GiveBackActions originals;
    private final DeletionActions deletions;
    private final FenceActions fences;

    /** As the other, of deployments whose tasks have answered no fence. */
    public LiveExecutor(AwsClients clients, String cluster, InstantSource clock, Sleeper waiting) {
        this(clients, cluster, clock, waiting, ReadinessAgain.NOT_POSSIBLE);
    }

    /**
     * @param clock the time that is written into marks
     * @param waiting what waits where AWS needs a moment between two calls
     * @param readiness asked just before a deployment is scaled to zero whose tasks have answered a fence
     */
    public LiveExecutor(
            AwsClients clients, String cluster, InstantSource clock, Sleeper waiting, ReadinessAgain readiness) {
        this.live = new LiveReader(clients, cluster);
        this.reader = new RoundReader(live, clock);
        Preconditions recheck = new Preconditions(reader, new ListenersAnew(reader));
        Writers writers = Writers.of(clients, cluster, clock, waiting);
        this.marks = new MarkActions(writers, reader, recheck);
        this.rules = new RuleActions(writers.rules(), reader, recheck);
        this.scaling = new ScalingActions(writers, reader, recheck, readiness);
        this.originals = new GiveBackActions(writers, reader, recheck);
        this.deletions = new DeletionActions(writers, reader, recheck);
        this.fences = new FenceActions(writers.parameters(), recheck);
    }

    /** The tasks that {@code snapshot} shows STOPPED need not be asked about again: they stay so. */
    public LiveExecutor knowing(ClusterSnapshot snapshot) {
        live.knowStopped(snapshot.deployments().stream()
                .flatMap(deployment -> deployment.tasks().value().stream())
                .flatMap(List::stream)
                .filter(TaskView::isStopped)
                .map(TaskView::arn)
                .toList());
        return this;
    }

    @Override
    public void begin(List<Planned> round) {
        reader.begin(round);
    }

    @Override
    public Outcome execute(DeploymentKey key, Action action) {
        reader.join(new Planned(key, action));
        try {
            return dispatch(key, action);
        } catch (Unreadable unread) {
            return new Outcome.Failed("could not be re-checked: " + unread.getMessage());
        } catch (SdkException refused) {
            return new Outcome.Failed(AwsErrors.describe(refused));
        }
    }

    private Outcome dispatch(DeploymentKey key, Action action) {
        if (action instanceof Action.StampDrainStart stamp) {
            return marks.stamp(key, stamp);
        } else if (action instanceof Action.RepairTag repair) {
            return marks.repair(key, repair);
        } else if (action instanceof Action.WriteOriginals write) {
            return marks.writeOriginals(key, write);
        } else if (action instanceof Action.MakeDraining make) {
            return marks.makeDraining(key, make);
        } else if (action instanceof Action.MarkKept mark) {
            return marks.keep(key, mark);
        } else if (action instanceof Action.MarkRetired mark) {
            return marks.retire(key, mark);
        } else if (action instanceof Action.ParkRules park) {
            return rules.park(key, park);
        } else if (action instanceof Action.UnparkRules unpark) {
            return rules.unpark(key, unpark);
        } else if (action instanceof Action.WriteFence write) {
            return fences.write(key, write);
        } else if (action instanceof Action.DeleteFence) {
            return fences.delete(key);
        } else if (action instanceof Action.DeleteRule delete) {
            return rules.delete(key, delete);
        } else if (action instanceof Action.RemoveFromRule remove) {
            return rules.remove(key, remove);
        }
        return dispatchScaling(key, action);
    }

    private Outcome dispatchScaling(DeploymentKey key, Action action) {
        if (action instanceof Action.SuspendScaleIn suspend) {
            return scaling.suspendScaleIn(key, suspend);
        } else if (action instanceof Action.SuspendAllScaling suspend) {
            return scaling.suspendAll(key, suspend);
        } else if (action instanceof Action.StopRebalancing stop) {
            return scaling.stopRebalancing(key, stop);
        } else if (action instanceof Action.RestoreOriginals restore) {
            return originals.restore(key, restore);
        } else if (action instanceof Action.GiveBackOriginals give) {
            return originals.giveBack(key, give);
        } else if (action instanceof Action.ReleaseHold release) {
            return originals.release(key, release);
        } else if (action instanceof Action.ClearTaskProtection clear) {
            return scaling.clearProtection(key, clear);
        } else if (action instanceof Action.LowerDeregistrationDelay lower) {
            return scaling.lowerDelay(key, lower);
        } else if (action instanceof Action.ScaleToZero zero) {
            return scaling.toZero(key, zero);
        } else if (action instanceof Action.DeleteTargetGroup delete) {
            return deletions.targetGroup(key, delete);
        } else if (action instanceof Action.DeleteParameter delete) {
            return deletions.parameter(key, delete);
        } else if (action instanceof Action.DeregisterScalableTarget deregister) {
            return deletions.scalableTarget(key, deregister);
        } else if (action instanceof Action.DeleteService delete) {
            return deletions.service(key, delete);
        }
        throw new IllegalStateException("no executor for " + action.word());
    }
}
