package io.ecsdrain.sidecar.http;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be asked. docs/openapi.yaml lists the same; a test holds the two together. */
enum Route {
    DRAIN("GET", "/drain"),
    BUSY("PUT", "/busy"),
    BUSY_OF_REPORTER("PUT", "/busy/{reporter}"),
    HEALTH("GET", "/health");

    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final String ALL = Arrays.stream(values())
            .map(route -> route.method + " " + route.template)
            .collect(Collectors.joining(", "));

    private final String method;
    private final String template;
    /** The path up to the variable, if there is one. */
    private final String prefix;

    Route(String method, String template) {
        this.method = method;
        this.template = template;
        this.prefix = template.replaceFirst("\\{.*", "");
    }

    String method() {
        return method;
    }

    String template() {
        return template;
    }

    /** @throws Problem 404 or 405, saying what there is */
    static Route of(String method, String path) {
        for (Route route : values()) {
            if (route.matches(path)) {
                if (route.method.equals(method)) {
                    return route;
                }
                throw new Problem(
                                METHOD_NOT_ALLOWED,
                                "the method must be " + route.method + " at " + route.template,
                                method)
                        .allowing(route.method);
            }
        }
        throw new Problem(NOT_FOUND, "method and path must be one of " + ALL, method + " " + path);
    }

    /** What stands for the variable in {@code path}. */
    String variable(String path) {
        return path.substring(prefix.length());
    }

    private boolean matches(String path) {
        boolean hasVariable = !prefix.equals(template);
        return hasVariable ? path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0 : path.equals(template);
    }
}
