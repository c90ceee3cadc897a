package io.ecsdrain.localaws.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.localaws.elbv2.shapes.Rules.HttpHeaderConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.RuleCondition;
import io.ecsdrain.localaws.elbv2.shapes.Rules.SourceIpConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.ValuesConfig;
import io.ecsdrain.localaws.wire.AwsError;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionsTest {

    private static RuleCondition header(String name, String... values) {
        HttpHeaderConfig config = new HttpHeaderConfig(name, List.of(values), null);
        return new RuleCondition("http-header", null, null, null, config, null, null, null, null);
    }

    private static RuleCondition path(String... values) {
        ValuesConfig config = new ValuesConfig(List.of(values), null);
        return new RuleCondition("path-pattern", null, null, config, null, null, null, null, null);
    }

    private static RuleCondition sourceIp(String... values) {
        SourceIpConfig config = new SourceIpConfig(List.of(values));
        return new RuleCondition("source-ip", null, null, null, null, null, null, config, null);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("no condition", List.of()),
                Arguments.of("six values", List.of(header("A", "1", "2", "3"), path("4", "5", "6"))),
                Arguments.of("six wildcards", List.of(header("A", "*1*", "*2*", "*3*"))),
                Arguments.of("two source-ip conditions", List.of(sourceIp("10.0.0.0/8"), sourceIp("11.0.0.0/8"))),
                Arguments.of("two path-pattern conditions", List.of(path("/a"), path("/b"))),
                Arguments.of("129 characters", List.of(header("A", "x".repeat(129)))),
                Arguments.of("an empty value", List.of(header("A", ""))),
                Arguments.of("an address that is no block", List.of(sourceIp("192.0.2.1"))),
                Arguments.of("a wildcard in the header's name", List.of(header("X-*", "1"))),
                Arguments.of("the header Host", List.of(header("host", "1"))),
                Arguments.of("a header name of 41 characters", List.of(header("x".repeat(41), "1"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String what, List<RuleCondition> conditions) {
        assertThatThrownBy(() -> Conditions.normalised(conditions))
                .as(what)
                .isInstanceOf(AwsError.class)
                .extracting(e -> ((AwsError) e).code())
                .isEqualTo("ValidationError");
    }

    @Test
    @DisplayName("a cookie rule with four values has one to spare for parking")
    void fourCookieValuesAndAParkingAddressFit() {
        List<RuleCondition> conditions =
                List.of(header("Cookie", "v=1", "v=1;*", "*; v=1", "*; v=1;*"), sourceIp("192.0.2.1/32"));

        assertThat(Conditions.normalised(conditions)).isEqualTo(conditions);
    }
}
