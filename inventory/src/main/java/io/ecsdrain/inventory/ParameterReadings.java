package io.ecsdrain.inventory;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the parameters of the names say, as far as they were read. */
final class ParameterReadings {

    private static final Observed<NameParameters> NOT_READ = Observed.unknown("not read yet");

    private final Map<String, Observed<NameParameters>> byName = new TreeMap<>();

    void add(Map<String, Observed<NameParameters>> more) {
        byName.putAll(more);
    }

    /** The names that were asked about, whether or not there was an answer. */
    Set<String> names() {
        return byName.keySet();
    }

    Lookup<ParameterView> of(DeploymentKey key) {
        return Lookup.in(byName.getOrDefault(key.name(), NOT_READ).map(NameParameters::states), key);
    }

    Lookup<ParameterView> fence(DeploymentKey key) {
        return Lookup.in(byName.getOrDefault(key.name(), NOT_READ).map(NameParameters::fences), key);
    }

    Map<String, Lookup<ParameterView>> registers() {
        Map<String, Lookup<ParameterView>> registers = new TreeMap<>();
        byName.forEach((name, seen) -> registers.put(name, Lookup.part(seen, NameParameters::register)));
        return registers;
    }
}
