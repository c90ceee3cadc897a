package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.Rules.HttpHeaderConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.MethodConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.QueryStringConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.QueryStringPair;
import io.ecsdrain.localaws.elbv2.shapes.Rules.RuleCondition;
import io.ecsdrain.localaws.elbv2.shapes.Rules.SourceIpConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.ValuesConfig;
import io.ecsdrain.localaws.loadbalancer.Cidr;
import io.ecsdrain.localaws.loadbalancer.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The conditions of a rule: what is allowed, and how AWS spells them back. */
final class Conditions {

    private static final int MOST_VALUES = 5;
    private static final int MOST_WILDCARDS = 5;
    private static final int LONGEST = 128;
    private static final Set<String> ONCE = Set.of("host-header", "path-pattern", "http-request-method", "source-ip");

    private Conditions() {}

    static List<RuleCondition> normalised(List<RuleCondition> asked) {
        Check.required(asked, "Conditions");
        List<RuleCondition> conditions = asked.stream().map(Conditions::one).toList();
        for (String field : ONCE) {
            Check.that(
                    conditions.stream().filter(c -> c.field().equals(field)).count() <= 1,
                    "A rule can only have one '" + field + "' condition");
        }
        int values = conditions.stream().mapToInt(c -> strings(c).size()).sum();
        Check.that(values <= MOST_VALUES, "A rule can only have '" + MOST_VALUES + "' condition values");
        int wildcards = conditions.stream()
                .filter(c -> !c.field().equals("source-ip"))
                .flatMap(c -> patterns(c).stream())
                .mapToInt(Glob::wildcards)
                .sum();
        Check.that(wildcards <= MOST_WILDCARDS, "A rule can only have '" + MOST_WILDCARDS + "' condition wildcards");
        return conditions;
    }

    private static RuleCondition one(RuleCondition asked) {
        Check.supported(asked.regexValues() == null, "RegexValues");
        RuleCondition condition =
                switch (Check.required(asked.field(), "Conditions.Field")) {
                    case "host-header" -> host(asked);
                    case "path-pattern" -> path(asked);
                    case "http-header" -> header(asked);
                    case "query-string" -> query(asked);
                    case "http-request-method" -> method(asked);
                    case "source-ip" -> sourceIp(asked);
                    default ->
                        throw Check.invalid(
                                "Condition field '" + asked.field() + "' must be one of "
                                        + "'[path-pattern, host-header, http-header, http-request-method, query-string, source-ip]'");
                };
        for (String value : patterns(condition)) {
            Check.that(
                    !value.isEmpty() && value.length() <= LONGEST,
                    "a condition value has 1 to " + LONGEST + " characters");
        }
        return condition;
    }

    private static RuleCondition host(RuleCondition asked) {
        List<String> values = legacy(asked, asked.hostHeaderConfig());
        return new RuleCondition(
                asked.field(), values, new ValuesConfig(values, null), null, null, null, null, null, null);
    }

    private static RuleCondition path(RuleCondition asked) {
        List<String> values = legacy(asked, asked.pathPatternConfig());
        return new RuleCondition(
                asked.field(), values, null, new ValuesConfig(values, null), null, null, null, null, null);
    }

    /** Host and path may be spelled the old way, directly below the condition, but not both ways at once. */
    private static List<String> legacy(RuleCondition asked, ValuesConfig config) {
        Check.supported(config == null || config.regexValues() == null, "RegexValues");
        Check.that(config == null || asked.values() == null, "Values and a config contradict each other");
        return Check.required(config == null ? asked.values() : config.values(), "Values");
    }

    private static RuleCondition header(RuleCondition asked) {
        HttpHeaderConfig config = Check.required(asked.httpHeaderConfig(), "HttpHeaderConfig");
        Check.supported(config.regexValues() == null, "RegexValues");
        Check.required(config.values(), "HttpHeaderConfig.Values");
        String name = Check.required(config.httpHeaderName(), "HttpHeaderName");
        Check.that(
                name.matches("[A-Za-z0-9!#$%&'+.^_`|~-]{1,40}") && !name.equalsIgnoreCase("host"),
                "'" + name + "' is not allowed as HttpHeaderName");
        return new RuleCondition(asked.field(), null, null, null, config, null, null, null, null);
    }

    private static RuleCondition query(RuleCondition asked) {
        QueryStringConfig config = Check.required(asked.queryStringConfig(), "QueryStringConfig");
        for (QueryStringPair pair : Check.required(config.values(), "QueryStringConfig.Values")) {
            Check.required(pair.value(), "QueryStringConfig.Values.Value");
        }
        return new RuleCondition(asked.field(), null, null, null, null, config, null, null, null);
    }

    private static RuleCondition method(RuleCondition asked) {
        MethodConfig config = Check.required(asked.httpRequestMethodConfig(), "HttpRequestMethodConfig");
        for (String value : Check.required(config.values(), "HttpRequestMethodConfig.Values")) {
            Check.that(value.matches("[A-Z_-]{1,40}"), "'" + value + "' is no request method");
        }
        return new RuleCondition(asked.field(), null, null, null, null, null, config, null, null);
    }

    private static RuleCondition sourceIp(RuleCondition asked) {
        SourceIpConfig config = Check.required(asked.sourceIpConfig(), "SourceIpConfig");
        for (String value : Check.required(config.values(), "SourceIpConfig.Values")) {
            Check.that(Cidr.parse(value).isPresent(), "'" + value + "' is not a valid CIDR block");
        }
        return new RuleCondition(asked.field(), null, null, null, null, null, null, config, null);
    }

    /** One entry for each value that counts against the rule's limit; a key with its value counts once. */
    private static List<String> strings(RuleCondition condition) {
        return condition.queryStringConfig() == null
                ? patterns(condition)
                : condition.queryStringConfig().values().stream()
                        .map(QueryStringPair::value)
                        .toList();
    }

    private static List<String> patterns(RuleCondition c) {
        List<String> all = new ArrayList<>();
        Stream.of(c.hostHeaderConfig(), c.pathPatternConfig())
                .filter(config -> config != null)
                .forEach(config -> all.addAll(config.values()));
        if (c.httpHeaderConfig() != null) {
            all.addAll(c.httpHeaderConfig().values());
        } else if (c.queryStringConfig() != null) {
            c.queryStringConfig().values().forEach(pair -> {
                all.add(pair.value());
                if (pair.key() != null) {
                    all.add(pair.key());
                }
            });
        } else if (c.httpRequestMethodConfig() != null) {
            all.addAll(c.httpRequestMethodConfig().values());
        } else if (c.sourceIpConfig() != null) {
            all.addAll(c.sourceIpConfig().values());
        }
        return all;
    }
}
