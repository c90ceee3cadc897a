package io.ecsdrain.inventory.model;

import io.ecsdrain.contract.DeploymentKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything under {@code /apps/<name>} as one reading showed it.
 *
 * @param register {@code /apps/<name>/live}; empty where it does not exist
 * @param states the state parameters, by their deployment
 * @param fences the fence parameters, likewise
 * @param remarks a phrase for each parameter found there that is none of ours
 */
public record NameParameters(
        Optional<ParameterView> register,
        Map<DeploymentKey, ParameterView> states,
        Map<DeploymentKey, ParameterView> fences,
        List<String> remarks) {

    /** Of a name without a fence. */
    public NameParameters(
            Optional<ParameterView> register, Map<DeploymentKey, ParameterView> states, List<String> remarks) {
        this(register, states, Map.of(), remarks);
    }

    public NameParameters {
        states = Map.copyOf(states);
        fences = Map.copyOf(fences);
        remarks = List.copyOf(remarks);
    }
}
