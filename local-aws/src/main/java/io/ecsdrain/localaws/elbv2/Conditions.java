package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.Rules.HttpHeaderConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.MethodConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.QueryStringConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.QueryStringPair;
import io.ecsdrain.localaws.elbv2.shapes.Rules.RuleCondition;
import io.ecsdrain.localaws.elbv2.shapes.Rules.SourceIpConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.ValuesConfig;
import io.ecsdrain.localaws.links.Switches;
import io.ecsdrain.localaws.loadbalancer.Cidr;
import io.ecsdrain.localaws.loadbalancer.Glob;
import io.ecsdrain.localaws.loadbalancer.Regex;
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

    private final int mostOfOne;
    private final boolean regexTwice;

    private Conditions(Switches switches) {
        mostOfOne = switches.get(ElbSwitches.VALUES_PER_CONDITION);
        regexTwice = switches.get(ElbSwitches.REGEX_SHOWN_TWICE);
    }

    static List<RuleCondition> normalised(List<RuleCondition> asked, Switches switches) {
        return new Conditions(switches).all(asked);
    }

    private List<RuleCondition> all(List<RuleCondition> asked) {
        Check.required(asked, "Conditions");
        List<RuleCondition> conditions = asked.stream().map(this::one).toList();
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

    private RuleCondition one(RuleCondition asked) {
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
        for (String value : spelled(condition)) {
            Check.that(
                    !value.isEmpty() && value.length() <= LONGEST,
                    "a condition value has 1 to " + LONGEST + " characters");
        }
        // A source-ip condition has up to five CIDR blocks (Quotas for your Application Load Balancers).
        Check.that(
                condition.field().equals("source-ip") || strings(condition).size() <= mostOfOne,
                "A condition can only have '" + mostOfOne + "' values");
        for (String expression : regexes(condition)) {
            Regex.problem(expression).ifPresent(problem -> {
                throw Check.invalid("The regular expression '" + expression + "' " + problem);
            });
        }
        return condition;
    }

    private RuleCondition host(RuleCondition asked) {
        ValuesConfig config = config(asked, asked.hostHeaderConfig(), "HostHeaderConfig");
        return new RuleCondition(
                asked.field(), config.values(), config, null, null, null, null, null, shown(config.regexValues()));
    }

    private RuleCondition path(RuleCondition asked) {
        ValuesConfig config = config(asked, asked.pathPatternConfig(), "PathPatternConfig");
        return new RuleCondition(
                asked.field(), config.values(), null, config, null, null, null, null, shown(config.regexValues()));
    }

    private List<String> shown(List<String> regexes) {
        return regexTwice ? regexes : null;
    }

    /**
     * Host and path may be spelled the old way, directly below the condition, but not both ways at once, although
     * Describe shows both: the words are those of Elastic Load Balancing (github.com/aws-controllers-k8s/community,
     * issue 2759).
     */
    private static ValuesConfig config(RuleCondition asked, ValuesConfig config, String member) {
        refuseBoth(asked, config, member);
        return config == null
                ? oneForm(asked.values(), asked.regexValues(), "Values")
                : oneForm(config.values(), config.regexValues(), member + ".Values");
    }

    private static void refuseBoth(RuleCondition asked, Object config, String member) {
        String given = asked.values() == null ? "RegexValues" : "Values";
        Check.that(
                config == null || asked.values() == null && asked.regexValues() == null,
                "You cannot provide both " + given + " and '" + member + "' for a condition of type '" + asked.field()
                        + "'");
    }

    /** A condition compares with values or with regular expressions (Condition types for listener rules). */
    private static ValuesConfig oneForm(List<String> values, List<String> regexes, String member) {
        boolean none = Check.orEmpty(values).isEmpty();
        boolean noRegex = Check.orEmpty(regexes).isEmpty();
        Check.that(none || noRegex, "a condition has values or regular expressions, not both");
        Check.that(!none || !noRegex, "'" + member + "' must be specified");
        return new ValuesConfig(none ? null : values, noRegex ? null : regexes);
    }

    private RuleCondition header(RuleCondition asked) {
        HttpHeaderConfig config = Check.required(asked.httpHeaderConfig(), "HttpHeaderConfig");
        refuseBoth(asked, config, "HttpHeaderConfig");
        ValuesConfig form = oneForm(config.values(), config.regexValues(), "HttpHeaderConfig.Values");
        String name = Check.required(config.httpHeaderName(), "HttpHeaderName");
        Check.that(
                name.matches("[A-Za-z0-9!#$%&'+.^_`|~-]{1,40}") && !name.equalsIgnoreCase("host"),
                "'" + name + "' is not allowed as HttpHeaderName");
        HttpHeaderConfig kept = new HttpHeaderConfig(name, form.values(), form.regexValues());
        return new RuleCondition(asked.field(), null, null, null, kept, null, null, null, shown(form.regexValues()));
    }

    private static RuleCondition query(RuleCondition asked) {
        QueryStringConfig config = Check.required(asked.queryStringConfig(), "QueryStringConfig");
        refuseBoth(asked, config, "QueryStringConfig");
        for (QueryStringPair pair : Check.required(config.values(), "QueryStringConfig.Values")) {
            Check.required(pair.value(), "QueryStringConfig.Values.Value");
        }
        return new RuleCondition(asked.field(), null, null, null, null, config, null, null, null);
    }

    private static RuleCondition method(RuleCondition asked) {
        MethodConfig config = Check.required(asked.httpRequestMethodConfig(), "HttpRequestMethodConfig");
        refuseBoth(asked, config, "HttpRequestMethodConfig");
        for (String value : Check.required(config.values(), "HttpRequestMethodConfig.Values")) {
            Check.that(value.matches("[A-Z_-]{1,40}"), "'" + value + "' is no request method");
        }
        return new RuleCondition(asked.field(), null, null, null, null, null, config, null, null);
    }

    private static RuleCondition sourceIp(RuleCondition asked) {
        SourceIpConfig config = Check.required(asked.sourceIpConfig(), "SourceIpConfig");
        refuseBoth(asked, config, "SourceIpConfig");
        for (String value : Check.required(config.values(), "SourceIpConfig.Values")) {
            Check.that(Cidr.parse(value).isPresent(), "'" + value + "' is not a valid CIDR block");
        }
        return new RuleCondition(asked.field(), null, null, null, null, null, null, config, null);
    }

    /** One entry for each value that counts against the rule's limit; a key with its value counts once. */
    private static List<String> strings(RuleCondition condition) {
        List<String> all = new ArrayList<>(regexes(condition));
        if (condition.queryStringConfig() == null) {
            all.addAll(patterns(condition));
        } else {
            condition.queryStringConfig().values().forEach(pair -> all.add(pair.value()));
        }
        return all;
    }

    private static List<String> spelled(RuleCondition condition) {
        List<String> all = new ArrayList<>(regexes(condition));
        all.addAll(patterns(condition));
        return all;
    }

    static List<String> regexes(RuleCondition c) {
        if (c.httpHeaderConfig() != null) {
            return Check.orEmpty(c.httpHeaderConfig().regexValues());
        }
        return Stream.of(c.hostHeaderConfig(), c.pathPatternConfig())
                .filter(config -> config != null)
                .flatMap(config -> Check.orEmpty(config.regexValues()).stream())
                .toList();
    }

    private static List<String> patterns(RuleCondition c) {
        List<String> all = new ArrayList<>();
        Stream.of(c.hostHeaderConfig(), c.pathPatternConfig())
                .filter(config -> config != null)
                .forEach(config -> all.addAll(Check.orEmpty(config.values())));
        if (c.httpHeaderConfig() != null) {
            all.addAll(Check.orEmpty(c.httpHeaderConfig().values()));
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
