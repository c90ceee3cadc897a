package io.ecsdrain.deployer.plan.deploy;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.RuleView.ConditionView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a client says which deployment its session lives on, and so the condition of the deployment's own rule.
 *
 * @param kind which part of the request
 * @param name header, cookie or query parameter
 */
public record Affinity(Kind kind, String name) {

    /** Where in the request. */
    public enum Kind {
        HEADER,
        COOKIE,
        QUERY
    }

    /**
     * Without {@code --affinity}: a header that no client sends by accident. A target group must be attached before its
     * service can be created, and this rule does it without touching the default action (docs/decisions/0002).
     */
    public static final Affinity PREVIEW = new Affinity(Kind.HEADER, "X-Ecs-Drain-Deployment");

    /** ALB compares header names up to 40 characters and condition strings up to 128. */
    private static final int HEADER_NAME = 40;

    private static final int VALUE = 128;

    /** {@code header:NAME}, {@code cookie:NAME} or {@code query:NAME}; empty if {@code text} is none of them. */
    public static Optional<Affinity> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String name = text.substring(colon + 1);
        // The others mean something in a condition, in a regular expression or in a Cookie header.
        if (!name.matches("[A-Za-z0-9_.-]+")) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text.substring(0, colon))) {
                return Optional.of(new Affinity(kind, name));
            }
        }
        return Optional.empty();
    }

    /** As {@code --affinity} takes it. */
    public String flag() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + name;
    }

    /** What AWS would refuse about this affinity for {@code key}, or empty. */
    public Optional<String> problem(DeploymentKey key) {
        if (kind == Kind.HEADER && name.length() > HEADER_NAME) {
            return Optional.of("a header name may have at most " + HEADER_NAME + " characters");
        }
        if (kind == Kind.HEADER && name.equalsIgnoreCase("host")) {
            return Optional.of("the Host header cannot carry affinity");
        }
        Condition condition = condition(key);
        return Stream.concat(condition.values().stream(), condition.regexValues().stream())
                .filter(value -> value.length() > VALUE)
                .findFirst()
                .map(value -> "name and deployment id together make a condition of " + value.length()
                        + " characters, at most " + VALUE + " are allowed: " + value);
    }

    /** Whether {@code rule} is {@code key}'s own for this affinity, parked or not. */
    public boolean isOf(DeploymentKey key, RuleView rule) {
        return key.owns(rule.tags()) && rule.conditions().stream().anyMatch(condition -> isConditionOf(key, condition));
    }

    /** How a cookie is looked for in the header has changed between versions, and both forms mean the same. */
    private boolean isConditionOf(DeploymentKey key, ConditionView condition) {
        Condition asked = condition(key);
        boolean sameField =
                asked.field().equals(condition.field()) && asked.name().equalsIgnoreCase(condition.name());
        String pair = name + "=" + key.id();
        return sameField
                && (kind == Kind.COOKIE
                        ? condition.all().stream()
                                .anyMatch(value -> value.replace("\\", "").contains(pair))
                        : condition.values().contains(key.id()));
    }

    /** The condition that only requests of {@code key}'s own clients meet. */
    public Condition condition(DeploymentKey key) {
        switch (kind) {
            case HEADER:
                return new Condition("http-header", name, List.of(key.id()), List.of());
            case QUERY:
                return new Condition("query-string", name, List.of(key.id()), List.of());
            default:
                return new Condition("http-header", "Cookie", List.of(), List.of(cookie(key)));
        }
    }

    /**
     * ALB has no cookie condition: the whole Cookie header is compared, and the pair is delimited on both sides, or v1
     * would match v10. Anchored, it is right whether ALB looks for a match or compares the whole, which is not
     * documented; one value where wildcards need four, of which AWS documents three a condition (docs/decisions/0008).
     */
    private String cookie(DeploymentKey key) {
        return "^(.*; ?)?" + name.replace(".", "\\.") + "=" + key.id() + "(;.*)?$";
    }

    /**
     * One condition of a listener rule.
     *
     * @param field {@code http-header} or {@code query-string}
     * @param name the header's name or the query key
     * @param values one of them must match; wildcards {@code *} and {@code ?}
     * @param regexValues or one of these regular expressions; one of both lists is empty
     */
    public record Condition(String field, String name, List<String> values, List<String> regexValues) {
        public Condition {
            values = List.copyOf(values);
            regexValues = List.copyOf(regexValues);
        }
    }
}
