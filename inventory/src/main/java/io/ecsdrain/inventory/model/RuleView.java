package io.ecsdrain.inventory.model;

import io.ecsdrain.contract.Parking;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One listener rule, the default rule excepted.
 *
 * @param forwards the members of its forward actions; empty if it does something else
 */
public record RuleView(
        String arn,
        String listenerArn,
        int priority,
        List<ConditionView> conditions,
        List<ForwardTarget> forwards,
        Map<String, String> tags) {

    public RuleView {
        conditions = List.copyOf(conditions);
        forwards = List.copyOf(forwards);
        tags = Map.copyOf(tags);
    }

    /**
     * One condition of a rule.
     *
     * @param field such as {@code http-header}, {@code query-string}, {@code source-ip}
     * @param name the header's name or the query key; empty for other fields
     * @param values in which {@code *} and {@code ?} are wildcards
     * @param regexValues regular expressions
     */
    public record ConditionView(String field, String name, List<String> values, List<String> regexValues) {
        public ConditionView {
            values = List.copyOf(values);
            regexValues = List.copyOf(regexValues);
        }

        /** One without regular expressions. */
        public ConditionView(String field, String name, List<String> values) {
            this(field, name, values, List.of());
        }

        /** Both; each takes one of a rule's values. */
        public List<String> all() {
            return Stream.concat(values.stream(), regexValues.stream()).toList();
        }
    }

    /** Whether the rule carries the condition that no client meets. */
    public boolean isParked() {
        return conditions.stream()
                .anyMatch(condition -> condition.field().equals(Parking.CONDITION_FIELD)
                        && condition.values().equals(List.of(Parking.NO_CLIENT)));
    }

    public boolean forwardsTo(String targetGroupArn) {
        return forwards.stream().anyMatch(target -> target.targetGroupArn().equals(targetGroupArn));
    }
}
