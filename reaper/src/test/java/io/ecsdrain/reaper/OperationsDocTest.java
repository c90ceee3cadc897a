package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/operations.md has a row for every word that it may be read for at night, and none for a word that there is not. */
class OperationsDocTest {

    private static final Path DOC = Path.of("../docs/operations.md");
    private static final Path METRICS = Path.of("src/test/resources/io/ecsdrain/reaper/report/metrics.jsonl");

    private static List<String> rows(String heading) throws IOException {
        String section =
                Files.readString(DOC).split("\n## " + heading + "\n", 2)[1].split("\n## ", 2)[0];
        return matches(section, "(?m)^\\| `([^`]+)` \\|");
    }

    private static List<String> matches(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.results().map(result -> result.group(1)).distinct().toList();
    }

    @Test
    void everyReason() throws IOException {
        assertThat(rows("Reasons"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Reason.values()).map(Reason::word).toList());
    }

    @Test
    void everyOutcome() throws IOException {
        assertThat(rows("Outcomes of an action"))
                .containsExactlyElementsOf(Arrays.stream(Outcome.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .toList());
    }

    @Test
    void everyMetric() throws IOException {
        assertThat(rows("Metrics"))
                .containsExactlyElementsOf(matches(Files.readString(METRICS), "\"Name\":\"([A-Za-z]+)\""));
    }
}
