package io.ecsdrain.contract;

import java.util.HashMap;
import java.util.Map;

/**
 * Flags over environment over default. Collects the values of one verb under their variable names; problems name what
 * the user wrote: the flag if it was given, else the variable, else both ways to give it.
 */
public final class Inputs {

    private final Map<String, String> environment;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> labels = new HashMap<>();

    public Inputs(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A flag whose default is an environment variable. */
    public Inputs flag(String flag, String variable, String given) {
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
    public Inputs flag(String flag, String given) {
        if (given != null) {
            values.put(flag, given);
        }
        labels.put(flag, flag);
        return this;
    }

    /** A variable that no flag stands for. */
    public Inputs variable(String variable) {
        if (environment.containsKey(variable)) {
            values.put(variable, environment.get(variable));
        }
        labels.put(variable, variable);
        return this;
    }

    public Settings settings() {
        return Settings.of(values, variable -> labels.getOrDefault(variable, variable));
    }
}
