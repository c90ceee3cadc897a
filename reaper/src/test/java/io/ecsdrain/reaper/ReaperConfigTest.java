package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.contract.ReaperVariables;
import io.ecsdrain.contract.Variable;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every variable, wrong in every way: named with its value, together with all others. */
class ReaperConfigTest {

    private static final String ARN =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2";

    private static final Map<String, List<String>> WRONG = new TreeMap<>(Map.ofEntries(
            Map.entry("CLUSTER", List.of("", " ", "my cluster", "prod!", "-\n-", "a".repeat(513))),
            Map.entry("DEPLOYMENT_NAME", List.of("", "App", "-app", "a_b", "a/b", "*", "a".repeat(64))),
            Map.entry(
                    "LISTENER_ARN",
                    List.of("", ",", "arn:x", "front", ARN + ",", ARN.replace("listener", "targetgroup"))),
            Map.entry("EVIDENCE", List.of("", "logs", "Log", "metric,log")),
            Map.entry("LOG_GROUP", List.of("", "a b", "/ecs-drain/{name}", "x".repeat(600), "/a:b")),
            Map.entry("FENCE_WAIT_SEC", List.of("", "-1", "601", "0.5", "30s", "never")),
            Map.entry("CONSEC", List.of("", "0", "-1", "61", "1.5", "three", "0x3", "99999999999")),
            Map.entry("PERIOD", List.of("", "0", "2", "61", "-60", "90", "86401", "60s", "1m")),
            Map.entry("MIN_AGE_SEC", List.of("", "-1", "NaN", "Infinity", "1e3", "31536001", "2m")),
            Map.entry("MAX_AGE_HR", List.of("", "-1", "Never", "off", "48h", "NaN", "87601")),
            Map.entry("MAX_AGE_FROM", List.of("", "birth", "Created", "DRAINING", "draining,created")),
            Map.entry("KEEP_PREVIOUS", List.of("", "-1", "true", "101", "1.0")),
            Map.entry("KEEP_PREVIOUS_SCALED", List.of("", "yes", "0", "no", "1")),
            Map.entry("RETIRE_ONLY", List.of("", "yes", "1", "on")),
            Map.entry("MAX_RETIREMENTS", List.of("", "-1", "10001", "1.5", "all")),
            Map.entry("DEPLOY_TIMEOUT_MIN", List.of("", "0", "0.5", "10081", "1h")),
            Map.entry("DRY_RUN", List.of("", "0", "no", "dry"))));

    @Test
    void everyVariableHasItsWrongValuesHereAndStandsInTheUsageText() {
        List<String> names =
                ReaperVariables.ALL.stream().map(Variable::name).sorted().toList();

        assertThat(WRONG.keySet()).containsExactlyElementsOf(names);
        assertThat(CommandLine.USAGE).contains(names);
    }

    @Test
    void theWordsOfAChoiceAreThoseOfItsConstants() {
        assertThat(ReaperVariables.MAX_AGE_FROM.words())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ReaperPolicy.MaxAgeFrom.values())
                        .map(word -> word.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    static Stream<Arguments> wrong() {
        return WRONG.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> Arguments.of(entry.getKey(), value)));
    }

    private static ReaperPolicy policy(String variable, String value) {
        return ReaperConfig.parse(Map.of("CLUSTER", "prod", variable, value)).policy();
    }

    @ParameterizedTest(name = "{0}=[{1}]")
    @MethodSource("wrong")
    void aWrongValueIsNamedAlone(String variable, String value) {
        Map<String, String> variables = new HashMap<>(Map.of("CLUSTER", "prod"));
        variables.put(variable, value);
        assertThatThrownBy(() -> ReaperConfig.parse(variables))
                .isInstanceOfSatisfying(ConfigurationException.class, wrong -> {
                    assertThat(wrong.problems()).isNotEmpty().allMatch(problem -> problem.startsWith(variable + " "));
                    // Of a list the element is named that is wrong.
                    assertThat(wrong.getMessage())
                            .containsAnyOf(Stream.concat(
                                            Stream.of(value.isBlank() ? "" : value),
                                            Arrays.stream(value.split(",", -1)))
                                    .toArray(String[]::new));
                });
    }

    @Test
    void allWrongValuesAreNamedInOneMessage() {
        Map<String, String> variables = new HashMap<>();
        WRONG.forEach((variable, values) -> variables.put(variable, values.get(values.size() - 1)));
        assertThatThrownBy(() -> ReaperConfig.parse(variables))
                .isInstanceOfSatisfying(ConfigurationException.class, wrong -> assertThat(wrong.getMessage())
                        .contains(WRONG.keySet())
                        .contains("must be"));
    }

    @Test
    void noVariableOfTheContractIsMissingHere() throws IOException {
        String contract = Files.readString(Path.of("../docs/contract.md"));
        String reaper = contract.split("### Reaper\n", 2)[1].split("\n## ", 2)[0];
        List<String> named = java.util.regex.Pattern.compile("(?m)^\\| (`[A-Z_`, ]+) \\|")
                .matcher(reaper)
                .results()
                .flatMap(
                        row -> Arrays.stream(row.group(1).replaceAll("[` ]", "").split(",")))
                .filter(variable -> !variable.startsWith("AWS_"))
                .toList();
        assertThat(WRONG.keySet()).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void maxAgeZeroIsAtOnceAndNeverIsNever() {
        assertThat(policy("MAX_AGE_HR", "0").maxAge()).contains(Duration.ZERO);
        assertThat(policy("MAX_AGE_HR", "never").maxAge()).isEmpty();
        assertThat(policy("MAX_AGE_HR", "1.5").maxAge()).contains(Duration.ofMinutes(90));
    }

    @Test
    void aNegativeAgeIsRefusedAndTheMessageNamesNever() {
        assertThatThrownBy(() -> policy("MAX_AGE_HR", "-1"))
                .hasMessageContaining("MAX_AGE_HR")
                .hasMessageContaining("must be a number from 0 to 87600, or never");
    }

    @Test
    void withoutVariablesItIsTheDefaultPolicy() {
        assertThat(ReaperConfig.parse(Map.of("CLUSTER", "prod")).policy()).isEqualTo(ReaperPolicy.DEFAULT);
    }
}
