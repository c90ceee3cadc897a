package io.ecsdrain.sidecar.http;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be asked. docs/openapi.yaml lists the same; a test holds the two together. */
enum Route {
    DRAIN("GET", "/drain"),
    BUSY("PUT", "/busy"),
    BUSY_OF_REPORTER("PUT", "/busy/{reporter}"),
    HEALTH("GET", "/health");

    /** The variable of {@link #BUSY_OF_REPORTER}. */
    static final String REPORTER = "reporter";

    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final String ALL = Arrays.stream(values())
            .map(route -> route.method + " " + route.template)
            .collect(Collectors.joining(", "));

    private final String method;
    private final String template;

    Route(String method, String template) {
        this.method = method;
        this.template = template;
    }

    String method() {
        return method;
    }

    String template() {
        return template;
    }

    /**
     * What to answer where no route was found: 405 with the method that there is at {@code path}, or 404 with all
     * paths.
     */
    static Problem refusal(String method, String path) {
        for (Route route : values()) {
            if (route.hasPath(path) && !route.method.equals(method)) {
                return new Problem(
                                METHOD_NOT_ALLOWED,
                                "the method must be " + route.method + " at " + route.template,
                                method)
                        .allowing(route.method);
            }
        }
        return new Problem(NOT_FOUND, "method and path must be one of " + ALL, method + " " + path);
    }

    private boolean hasPath(String path) {
        return path.matches(template.replaceFirst("\\{.*}", "[^/]+"));
    }
}
