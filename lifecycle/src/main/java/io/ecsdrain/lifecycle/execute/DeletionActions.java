package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.Sleeper;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.lifecycle.execute.write.ScalableTargetWriter;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ResourceInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Deletes what a retired deployment leaves, each by its exact name; what is gone already is success. */
final class DeletionActions {

    private static final int TRIES = 3;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    private final AwsClients clients;
    private final String cluster;
    private final RoundReader reader;
    private final Preconditions recheck;
    private final Sleeper waiting;

    DeletionActions(AwsClients clients, String cluster, RoundReader reader, Preconditions recheck, Sleeper waiting) {
        this.clients = clients;
        this.cluster = cluster;
        this.reader = reader;
        this.recheck = recheck;
        this.waiting = waiting;
    }

    /** AWS refuses while anything forwards to it, and for a moment after the last rule went. */
    Outcome targetGroup(DeploymentKey key, Action.DeleteTargetGroup delete) {
        List<String> group = List.of(delete.targetGroupArn());
        Optional<String> obstacle = recheck.refuted(key, delete.grounds())
                .or(() -> recheck.serving(delete.grounds(), group))
                .or(() -> recheck.otherUser(key, group));
        if (obstacle.isPresent()) {
            return new Outcome.Stale(obstacle.get());
        }
        for (int attempt = 1; ; attempt++) {
            try {
                clients.elb().deleteTargetGroup(request -> request.targetGroupArn(delete.targetGroupArn()));
                return Outcome.DONE;
            } catch (TargetGroupNotFoundException gone) {
                return Outcome.GONE;
            } catch (ResourceInUseException inUse) {
                if (attempt == TRIES || !waiting.pause(BETWEEN_TRIES)) {
                    return new Outcome.Stale("a listener or a rule still uses it");
                }
            }
        }
    }

    Outcome parameter(DeploymentKey key, Action.DeleteParameter delete) {
        Optional<String> refuted = recheck.refuted(key, delete.grounds());
        if (refuted.isPresent()) {
            return new Outcome.Stale(refuted.get());
        }
        try {
            clients.ssm().deleteParameter(request -> request.name(delete.name()));
            return Outcome.DONE;
        } catch (ParameterNotFoundException gone) {
            return Outcome.GONE;
        }
    }

    Outcome scalableTarget(DeploymentKey key, Action.DeregisterScalableTarget deregister) {
        Optional<ScalingView> target = Unreadable.require(reader.scaling(key));
        if (target.isEmpty()) {
            return Outcome.GONE;
        }
        Optional<String> refuted = recheck.refuted(key, deregister.grounds());
        return refuted.isPresent()
                ? new Outcome.Stale(refuted.get())
                : new ScalableTargetWriter(clients).deregister(target.get());
    }

    Outcome service(DeploymentKey key, Action.DeleteService delete) {
        Optional<ServiceView> service = Unreadable.require(reader.service(key));
        if (service.filter(ServiceView::isAlive).isEmpty()) {
            return Outcome.GONE;
        }
        Optional<String> obstacle = recheck.refuted(key, delete.grounds()).or(() -> recheck.notQuiet(key));
        if (obstacle.isPresent()) {
            return new Outcome.Stale(obstacle.get());
        }
        try {
            clients.ecs().deleteService(request -> request.cluster(cluster).service(delete.serviceArn()));
            return Outcome.DONE;
        } catch (ServiceNotFoundException gone) {
            return Outcome.GONE;
        } catch (InvalidParameterException scaledUp) {
            return new Outcome.Stale("ECS refuses: " + scaledUp.getMessage());
        }
    }
}
