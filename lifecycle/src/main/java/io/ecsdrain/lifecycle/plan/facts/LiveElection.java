package io.ecsdrain.lifecycle.plan.facts;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Names;
import io.ecsdrain.inventory.model.ParameterView;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The intended live deployment: the id of the newest write among the register and the states that read {@code active},
 * so that a team's own script still decides. At equal times the register wins, then the greater id. docs/converge.md
 * has the protocol.
 */
public final class LiveElection {

    private LiveElection() {}

    /**
     * @param register the register, empty where it does not exist; a value that is no legal id is no answer either
     * @param states the states of one name
     * @return the deployment that is to be live, or empty if nothing says so
     */
    public static Optional<DeploymentKey> winner(
            String name, Optional<ParameterView> register, Map<DeploymentKey, ParameterView> states) {
        Optional<Claim> registered = register.filter(written -> Names.isValid(written.value()))
                .map(written -> new Claim(new DeploymentKey(name, written.value()), written.lastModified(), true));
        Optional<Claim> active = states.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name) && isActive(entry.getValue()))
                .map(entry -> new Claim(entry.getKey(), entry.getValue().lastModified(), false))
                .max(Claim.BY_AUTHORITY);
        return Stream.of(registered, active)
                .flatMap(Optional::stream)
                .max(Claim.BY_AUTHORITY)
                .map(Claim::key);
    }

    public static boolean isActive(ParameterView state) {
        return state.says(DeploymentState.ACTIVE);
    }

    private record Claim(DeploymentKey key, Instant at, boolean register) {
        static final Comparator<Claim> BY_AUTHORITY =
                Comparator.comparing(Claim::at).thenComparing(Claim::register).thenComparing(Claim::key);
    }
}
