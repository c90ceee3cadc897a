package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.execute.write.Writers;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import java.util.List;
import java.util.Optional;

/** Deletes what a retired deployment leaves, each by its exact name; what is gone already is success. */
final class DeletionActions {

    private final Writers writers;
    private final RoundReader reader;
    private final Preconditions recheck;

    DeletionActions(Writers writers, RoundReader reader, Preconditions recheck) {
        this.writers = writers;
        this.reader = reader;
        this.recheck = recheck;
    }

    Outcome targetGroup(DeploymentKey key, Action.DeleteTargetGroup delete) {
        List<String> group = List.of(delete.targetGroupArn());
        Optional<String> obstacle = recheck.refuted(key, delete.grounds())
                .or(() -> recheck.serving(delete.grounds(), group))
                .or(() -> recheck.otherUser(key, group))
                .or(() -> recheck.changedMeanwhile(key, delete.grounds(), Optional.empty()));
        if (obstacle.isPresent()) {
            return new Outcome.Stale(obstacle.get());
        }
        return writers.targetGroups().delete(delete.targetGroupArn());
    }

    Outcome parameter(DeploymentKey key, Action.DeleteParameter delete) {
        Optional<String> refuted = recheck.refuted(key, delete.grounds());
        return refuted.isPresent()
                ? new Outcome.Stale(refuted.get())
                : writers.parameters().delete(delete.name());
    }

    Outcome scalableTarget(DeploymentKey key, Action.DeregisterScalableTarget deregister) {
        Optional<ScalingView> target = reader.scaling(key).require();
        if (target.isEmpty()) {
            return Outcome.GONE;
        }
        Optional<String> refuted = recheck.refuted(key, deregister.grounds());
        return refuted.isPresent()
                ? new Outcome.Stale(refuted.get())
                : writers.scalableTargets().deregister(target.get());
    }

    Outcome service(DeploymentKey key, Action.DeleteService delete) {
        Optional<ServiceView> service = reader.service(key).require();
        if (service.filter(ServiceView::isAlive).isEmpty()) {
            return Outcome.GONE;
        }
        Optional<String> obstacle = recheck.refuted(key, delete.grounds())
                .or(() -> recheck.notQuiet(key))
                .or(() -> recheck.changedMeanwhile(key, delete.grounds(), Optional.empty()));
        if (obstacle.isPresent()) {
            return new Outcome.Stale(obstacle.get());
        }
        return writers.services().delete(delete.serviceArn());
    }
}
