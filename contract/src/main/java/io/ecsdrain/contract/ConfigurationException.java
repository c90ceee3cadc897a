package io.ecsdrain.contract;

import java.util.List;

/**
 * Configuration that cannot be used: every problem at once, each naming the variable or flag, its value and what would
 * be right.
 */
public final class ConfigurationException extends RuntimeException {

    private final List<String> problems;

    public ConfigurationException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
