package io.ecsdrain.localaws.links;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What of AWS is documented badly or not at all, as settings: a test draws them, and the code under test must hold
 * either way.
 *
 * <p>Each service declares its own constants, e.g. {@code Switch<Boolean> X = new Switch<>("ecs.x", true, "why")}.
 */
public final class Switches {

    /**
     * One setting.
     *
     * @param name service, dot, words; unique
     * @param why which behaviour of AWS is in doubt
     */
    public record Switch<T>(String name, T defaultValue, String why) {}

    private final Map<String, Object> values = new ConcurrentHashMap<>();

    public <T> Switches set(Switch<T> which, T value) {
        values.put(which.name(), value);
        return this;
    }

    @SuppressWarnings("unchecked")
    public <T> T get(Switch<T> which) {
        return (T) values.getOrDefault(which.name(), which.defaultValue());
    }
}
