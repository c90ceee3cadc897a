package io.ecsdrain.localaws.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.localaws.wire.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which events a filter takes, after the page <em>Filter pattern syntax</em> of CloudWatch Logs: all of them, those
 * with given terms, or those whose JSON satisfies a condition. Patterns for columns and regular expressions are
 * refused.
 */
@FunctionalInterface
interface FilterPattern {

    boolean matches(String text);

    /** @param pattern null or blank takes everything */
    static FilterPattern parse(String pattern) {
        String trimmed = pattern == null ? "" : pattern.strip();
        if (trimmed.length() > 1024) {
            throw LogErrors.invalid("Value at 'filterPattern' failed to satisfy constraint: at most 1024 characters");
        }
        if (trimmed.startsWith("[") || trimmed.contains("%")) {
            throw AwsError.unsupported("the filter pattern " + trimmed);
        }
        return trimmed.startsWith("{") ? json(trimmed) : terms(trimmed);
    }

    private static FilterPattern json(String pattern) {
        JsonCondition condition = new JsonPatternParser(pattern).whole();
        return text -> {
            try {
                JsonNode event = new ObjectMapper().readTree(text);
                return event != null && event.isContainerNode() && condition.holds(event);
            } catch (JsonProcessingException noJson) {
                return false;
            }
        };
    }

    /** Each term or quoted phrase has to be there; {@code -} before one: must not. */
    private static FilterPattern terms(String pattern) {
        if (pattern.contains("?")) {
            throw AwsError.unsupported("optional terms in the filter pattern " + pattern);
        }
        List<String> wanted = new ArrayList<>();
        List<String> unwanted = new ArrayList<>();
        Matcher term = Pattern.compile("(-?)(?:\"([^\"]*)\"|(\\S+))").matcher(pattern);
        while (term.find()) {
            String text = term.group(2) == null ? term.group(3) : term.group(2);
            (term.group(1).isEmpty() ? wanted : unwanted).add(text);
        }
        return text ->
                wanted.stream().allMatch(text::contains) && unwanted.stream().noneMatch(text::contains);
    }
}
