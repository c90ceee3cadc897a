package io.ecsdrain.inventory.observe;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;

/** Which deployments deserve the reads that cost a call for each: tasks, and the billed metrics. */
public final class ReadScope {

    private ReadScope() {}

    /** Draining, retired or being created, by parameter or tag, or parked at zero: its tasks matter. */
    public static boolean needsTasks(ServiceView service, Lookup<ParameterView> parameter) {
        return isDraining(parameter)
                || service.desiredCount() == 0
                || service.tagState().filter(state -> state != TagState.ACTIVE).isPresent();
    }

    /** The parameter decides; a tag alone does not make a deployment drain. */
    public static boolean needsEvidence(Lookup<ParameterView> parameter) {
        return isDraining(parameter);
    }

    private static boolean isDraining(Lookup<ParameterView> parameter) {
        return parameter
                .found()
                .filter(found -> found.says(DeploymentState.DRAINING))
                .isPresent();
    }
}
