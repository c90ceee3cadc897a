package io.ecsdrain.localaws.logs;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.wire.AwsError;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads <code>{ $.a.b = "x" &amp;&amp; ($.n &gt; 3 || $.flag IS TRUE) }</code>: comparisons with texts ({@code *}
 * stands for any characters) and numbers, {@code IS TRUE}, {@code IS FALSE}, {@code IS NULL}, {@code NOT EXISTS}, and
 * what joins them; {@code &&} binds closer.
 */
final class JsonPatternParser {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(\\$[A-Za-z0-9_.\\[\\]-]*)|(\"(?:[^\"\\\\]|\\\\.)*\")|(&&|\\|\\||!=|<=|>=|[(){}=<>])|([^\\s(){}=<>!&|\"]+))");

    private final String pattern;
    private final Matcher tokens;
    private String token;

    JsonPatternParser(String pattern) {
        this.pattern = pattern;
        this.tokens = TOKEN.matcher(pattern);
        next();
    }

    JsonCondition whole() {
        expect("{");
        JsonCondition condition = any();
        expect("}");
        if (token != null) {
            throw invalid();
        }
        return condition;
    }

    private JsonCondition any() {
        JsonCondition first = all();
        if (!accept("||")) {
            return first;
        }
        JsonCondition rest = any();
        return event -> first.holds(event) || rest.holds(event);
    }

    private JsonCondition all() {
        JsonCondition first = one();
        if (!accept("&&")) {
            return first;
        }
        JsonCondition rest = all();
        return event -> first.holds(event) && rest.holds(event);
    }

    private JsonCondition one() {
        if (accept("(")) {
            JsonCondition inner = any();
            expect(")");
            return inner;
        }
        if (token == null || !token.startsWith("$")) {
            throw invalid();
        }
        JsonPointer field = pointer(take());
        if (acceptWord("IS")) {
            return is(field, take());
        }
        if (acceptWord("NOT")) {
            if (!acceptWord("EXISTS")) {
                throw invalid();
            }
            return event -> event.at(field).isMissingNode();
        }
        return comparison(field, take(), take());
    }

    private JsonCondition is(JsonPointer field, String what) {
        return switch (what.toUpperCase(Locale.ROOT)) {
            case "TRUE" ->
                event -> event.at(field).isBoolean() && event.at(field).booleanValue();
            case "FALSE" ->
                event -> event.at(field).isBoolean() && !event.at(field).booleanValue();
            case "NULL" -> event -> event.at(field).isNull();
            default -> throw invalid();
        };
    }

    private JsonCondition comparison(JsonPointer field, String operator, String value) {
        Predicate<JsonNode> equal = equal(value);
        return switch (operator) {
            case "=" -> event -> equal.test(event.at(field));
            // Of a field that is not there nothing is said, not even that it differs.
            case "!=" -> event -> !event.at(field).isMissingNode() && !equal.test(event.at(field));
            case "<", "<=", ">", ">=" -> {
                BigDecimal bound = number(value);
                yield event -> event.at(field).isNumber()
                        && ordered(operator, event.at(field).decimalValue().compareTo(bound));
            }
            default -> throw invalid();
        };
    }

    private static boolean ordered(String operator, int sign) {
        return switch (operator) {
            case "<" -> sign < 0;
            case "<=" -> sign <= 0;
            case ">" -> sign > 0;
            default -> sign >= 0;
        };
    }

    private Predicate<JsonNode> equal(String value) {
        boolean quoted = value.startsWith("\"");
        String text = quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
        if (!quoted && value.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
            BigDecimal number = new BigDecimal(value);
            return node -> node.isNumber() && node.decimalValue().compareTo(number) == 0;
        }
        Pattern glob = Pattern.compile(
                Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
        return node -> node.isValueNode()
                && !node.isNull()
                && glob.matcher(node.asText()).matches();
    }

    private BigDecimal number(String value) {
        try {
            return new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    /** {@code $.a.b[0]} as {@code /a/b/0}. */
    private JsonPointer pointer(String selector) {
        if (selector.contains("[*]") || !selector.matches("\\$(\\.[A-Za-z0-9_-]+|\\[[0-9]+])+")) {
            throw AwsError.unsupported("the selector " + selector);
        }
        return JsonPointer.compile(selector.substring(1).replace(".", "/").replaceAll("\\[([0-9]+)]", "/$1"));
    }

    private void expect(String wanted) {
        if (!accept(wanted)) {
            throw invalid();
        }
    }

    private boolean accept(String wanted) {
        boolean there = wanted.equals(token);
        if (there) {
            next();
        }
        return there;
    }

    private boolean acceptWord(String wanted) {
        boolean there = wanted.equalsIgnoreCase(token);
        if (there) {
            next();
        }
        return there;
    }

    private String take() {
        if (token == null) {
            throw invalid();
        }
        String taken = token;
        next();
        return taken;
    }

    private void next() {
        if (tokens.lookingAt()) {
            token = tokens.group().strip();
            tokens.region(tokens.end(), pattern.length());
        } else if (pattern.substring(tokens.regionStart()).isBlank()) {
            token = null;
        } else {
            throw invalid();
        }
    }

    private AwsError invalid() {
        return LogErrors.invalid("Invalid metric filter pattern: " + pattern);
    }
}
