package io.ecsdrain.localaws.loadbalancer;

import java.util.List;
import java.util.Locale;

/** One condition of a rule: met when any of its values is. All conditions of a rule must be met. */
public sealed interface Condition {

    boolean metBy(RequestFacts request);

    /** Host names; case does not matter. */
    record HostHeader(List<? extends TextPattern> values) implements Condition {
        @Override
        public boolean metBy(RequestFacts request) {
            return values.stream().anyMatch(value -> value.matches(request.host()));
        }
    }

    /** The path alone, case-sensitive: {@code /a/*} does not match {@code /a}. */
    record PathPattern(List<? extends TextPattern> values) implements Condition {
        @Override
        public boolean metBy(RequestFacts request) {
            return values.stream().anyMatch(value -> value.matches(request.path()));
        }
    }

    /** The whole value of a header line; case does not matter. Cookies are found through the {@code Cookie} header. */
    record HttpHeader(String name, List<? extends TextPattern> values) implements Condition {
        @Override
        public boolean metBy(RequestFacts request) {
            return request.headers().getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                    .anyMatch(line -> values.stream().anyMatch(value -> value.matches(line)));
        }
    }

    /** Pairs of the query string; case does not matter; a pair without a key looks at values only. */
    record QueryString(List<KeyValue> values) implements Condition {

        /** @param key null where only the value counts */
        public record KeyValue(Glob key, Glob value) {}

        @Override
        public boolean metBy(RequestFacts request) {
            return request.query().stream().anyMatch(pair -> values.stream()
                    .anyMatch(wanted -> wanted.value().matches(pair.value())
                            && (wanted.key() == null || wanted.key().matches(pair.key()))));
        }
    }

    /** Methods, spelled exactly. */
    record Method(List<String> values) implements Condition {
        @Override
        public boolean metBy(RequestFacts request) {
            return values.contains(request.method());
        }
    }

    /** The client's own address. */
    record SourceIp(List<Cidr> values) implements Condition {
        @Override
        public boolean metBy(RequestFacts request) {
            return values.stream().anyMatch(block -> block.contains(request.client()));
        }
    }
}
