package io.ecsdrain.deployer.plan.activate;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.ServiceView;
import java.util.List;
import java.util.Optional;

/** Deployments whose tasks and clients something else moves: shown, and left alone. */
public final class ManagedElsewhere {

    private ManagedElsewhere() {}

    /** One sentence for each of them. */
    public static List<String> remarks(ClusterSnapshot snapshot) {
        return snapshot.deployments().stream()
                .flatMap(each -> each.service().stream())
                .flatMap(service -> remark(service).stream())
                .toList();
    }

    /** That the reaper leaves it alone; empty for an ordinary one. */
    static Optional<String> remark(ServiceView service) {
        return said(service).map(why -> why + ": it is never parked, scaled or deleted from here");
    }

    /** Why {@code verb} does not make {@code key} live; empty for an ordinary one. */
    public static Optional<String> refusal(String verb, DeploymentKey key, Optional<ServiceView> service) {
        return service.flatMap(ManagedElsewhere::said)
                .map(why -> why + ": " + verb + " cannot lead clients to " + key.id());
    }

    private static Optional<String> said(ServiceView service) {
        return service.managedBy().map(by -> service.name() + "'s tasks and clients are moved by " + by);
    }
}
