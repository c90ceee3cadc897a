package io.ecsdrain.infra.policy;

import java.util.Map;
import java.util.TreeMap;

/** The conditions of one statement, each of which must hold. */
final class Conditions {

    private final Map<String, Map<String, Object>> operators = new TreeMap<>();

    /** True also where the request has no such key. */
    Conditions equalIfThere(String key, String value) {
        return put("StringEqualsIfExists", key, value);
    }

    Conditions equal(String key, Object value) {
        return put("StringEquals", key, value);
    }

    Conditions there(String key) {
        return put("Null", key, "false");
    }

    Conditions missing(String key) {
        return put("Null", key, "true");
    }

    Conditions arn(String key, String value) {
        return put("ArnEquals", key, value);
    }

    Map<String, Object> asMap() {
        return new TreeMap<>(operators);
    }

    private Conditions put(String operator, String key, Object value) {
        operators.computeIfAbsent(operator, any -> new TreeMap<>()).put(key, value);
        return this;
    }
}
