package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Settings;
import java.util.HashMap;
import java.util.Map;

/**
 * Flags over environment over default. Collects the values of one verb under their variable names; problems name what the user
 * wrote: the flag if it was given, else the variable, else both ways to give it.
 */
final class Inputs {

    private final Map<String, String> environment;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> labels = new HashMap<>();

    Inputs(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A flag whose default is an environment variable. */
    Inputs flag(String flag, String variable, String given) {
        if (given != null) {
            values.put(variable, given);
            labels.put(variable, flag);
        } else if (environment.containsKey(variable)) {
            values.put(variable, environment.get(variable));
            labels.put(variable, variable);
        } else {
            labels.put(variable, flag + " (or " + variable + ")");
        }
        return this;
    }

    /** A flag that no variable stands for; it is read under its own name. */
    Inputs flag(String flag, String given) {
        if (given != null) {
            values.put(flag, given);
        }
        labels.put(flag, flag);
        return this;
    }

    /** A variable that no flag stands for. */
    Inputs variable(String variable) {
        if (environment.containsKey(variable)) {
            values.put(variable, environment.get(variable));
        }
        labels.put(variable, variable);
        return this;
    }

    Settings settings() {
        return Settings.of(values, variable -> labels.getOrDefault(variable, variable));
    }
}
