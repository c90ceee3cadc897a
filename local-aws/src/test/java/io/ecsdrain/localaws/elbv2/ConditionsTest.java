package io.ecsdrain.localaws.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.localaws.elbv2.shapes.Rules.HttpHeaderConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.RuleCondition;
import io.ecsdrain.localaws.elbv2.shapes.Rules.SourceIpConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.ValuesConfig;
import io.ecsdrain.localaws.links.Switches;
import io.ecsdrain.localaws.wire.AwsError;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionsTest {

    private final Switches switches = new Switches();

    private static RuleCondition regex(String... expressions) {
        HttpHeaderConfig config = new HttpHeaderConfig("Cookie", null, List.of(expressions));
        return new RuleCondition("http-header", null, null, null, config, null, null, null, null);
    }

    private static RuleCondition header(String name, String... values) {
        HttpHeaderConfig config = new HttpHeaderConfig(name, List.of(values), null);
        return new RuleCondition("http-header", null, null, null, config, null, null, null, null);
    }

    private static RuleCondition both() {
        HttpHeaderConfig config = new HttpHeaderConfig("Cookie", List.of("a"), List.of("b"));
        return new RuleCondition("http-header", null, null, null, config, null, null, null, null);
    }

    private static RuleCondition twice(List<String> values, List<String> regexes) {
        ValuesConfig config = new ValuesConfig(List.of("/a"), null);
        return new RuleCondition("path-pattern", values, null, config, null, null, null, null, regexes);
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
                Arguments.of("four values in a condition", List.of(header("A", "1", "2", "3", "4"))),
                Arguments.of("four regular expressions in a condition", List.of(regex("1", "2", "3", "4"))),
                Arguments.of("a regular expression of 129 characters", List.of(regex("x".repeat(129)))),
                Arguments.of("none that can be read", List.of(regex("(a"))),
                Arguments.of("lookahead", List.of(regex("a(?!b)"))),
                Arguments.of("lookbehind", List.of(regex("(?<=a)b"))),
                Arguments.of("an atomic group", List.of(regex("(?>a)b"))),
                Arguments.of("a backreference", List.of(regex("(a)\\1"))),
                Arguments.of("a possessive quantifier", List.of(regex("a*+b"))),
                Arguments.of("a Unicode property", List.of(regex("\\p{L}"))),
                Arguments.of("values and regular expressions", List.of(both())),
                Arguments.of("values beside a config", List.of(twice(List.of("/a"), null))),
                Arguments.of("regular expressions beside a config", List.of(twice(null, List.of("/a")))),
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
        assertThatThrownBy(() -> Conditions.normalised(conditions, switches))
                .as(what)
                .isInstanceOf(AwsError.class)
                .extracting(e -> ((AwsError) e).code())
                .isEqualTo("ValidationError");
    }

    @Test
    void fourCookieValuesAndAParkingAddressFitWhereAConditionMayHoldFive() {
        List<RuleCondition> conditions =
                List.of(header("Cookie", "v=1", "v=1;*", "*; v=1", "*; v=1;*"), sourceIp("192.0.2.1/32"));
        switches.set(ElbSwitches.VALUES_PER_CONDITION, 5);

        assertThat(Conditions.normalised(conditions, switches)).isEqualTo(conditions);
    }

    @Test
    void aRegularExpressionIsOneValueAndItsStarsAreNoWildcards() {
        List<RuleCondition> conditions =
                List.of(regex("^(.*; ?)?v=1(;.*)?$"), header("A", "*1*", "*2*", "3"), sourceIp("192.0.2.1/32"));

        assertThat(Conditions.normalised(conditions, switches)).isEqualTo(conditions);
    }

    @Test
    void hostAndPathAreShownTwiceAndRegularExpressionsWhereTheSwitchSaysSo() {
        ValuesConfig expressions = new ValuesConfig(null, List.of("^/a$"));
        RuleCondition asked = new RuleCondition("path-pattern", null, null, expressions, null, null, null, null, null);

        assertThat(Conditions.normalised(List.of(path("/a")), switches).get(0).values())
                .containsExactly("/a");
        assertThat(Conditions.normalised(List.of(asked), switches)).containsExactly(asked);
        switches.set(ElbSwitches.REGEX_SHOWN_TWICE, true);
        assertThat(Conditions.normalised(List.of(asked), switches).get(0).regexValues())
                .containsExactly("^/a$");
    }
}
