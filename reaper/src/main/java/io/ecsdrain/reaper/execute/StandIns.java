package io.ecsdrain.reaper.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.reaper.plan.Live;
import io.ecsdrain.reaper.plan.Previous;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plan's rule about who is left to serve, on what was read again. */
final class StandIns {

    private StandIns() {}

    /** Why {@code key} must go on serving; empty if it need not. */
    static Optional<String> needed(DeploymentKey key, NameParameters parameters, List<ServiceView> services) {
        Optional<DeploymentKey> winner = Live.winner(key.name(), parameters.register(), parameters.states());
        Map<DeploymentKey, ServiceView> ofName = new HashMap<>();
        for (ServiceView service : services) {
            winner.filter(live -> isOf(live, service)).ifPresent(live -> ofName.put(live, service));
            parameters.states().keySet().stream()
                    .filter(each -> isOf(each, service))
                    .forEach(each -> ofName.put(each, service));
        }
        return Previous.standIn(winner, parameters.states(), ofName)
                .filter(key::equals)
                .map(same -> Previous.explained(winner.orElseThrow()));
    }

    private static boolean isOf(DeploymentKey key, ServiceView service) {
        return key.serviceName().equals(service.name())
                && key.name().equals(service.tags().get(Tags.DEPLOYMENT_NAME))
                && key.id().equals(service.tags().get(Tags.DEPLOYMENT_ID));
    }
}
