package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * docs/operations.md has a row for every word that it may be read for at night, and none for a word that there is not.
 * {@code -Dgolden.update=true} rewrites its table of reasons.
 */
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
    void theTableOfReasonsIsMadeFromThem() throws IOException {
        String page = Files.readString(DOC);
        String mark = "<!-- made from the code: reasons -->\n";
        int begin = page.indexOf(mark) + mark.length();
        assertThat(begin).as(mark).isGreaterThan(mark.length());
        int end = page.indexOf("<!-- end -->", begin);
        String table = "\n| reason | what it means | what to do |\n|---|---|---|\n"
                + Arrays.stream(Reason.values()).map(OperationsDocTest::row).collect(Collectors.joining()) + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(DOC, page.substring(0, begin) + table + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end)).isEqualTo(table);
    }

    private static String row(Reason reason) {
        return "| `" + reason.word() + "` | " + linked(reason.meaning()) + " | " + linked(reason.toDo()) + " |\n";
    }

    /** On the page itself, the name of one of its sections is a link. */
    private static String linked(String text) {
        return Pattern.compile("\"([^\"]+)\" in docs/operations\\.md")
                .matcher(text)
                .replaceAll(section -> "[" + section.group(1) + "](#"
                        + section.group(1).toLowerCase(Locale.ROOT).replace(' ', '-') + ")");
    }

    @Test
    void everySectionThatAReasonNamesIsThere() throws IOException {
        String texts = Arrays.stream(Reason.values())
                .map(reason -> reason.meaning() + reason.toDo())
                .collect(Collectors.joining());
        List<String> named = matches(texts, "\"([^\"]+)\" in docs/operations\\.md");
        assertThat(named).isNotEmpty();
        assertThat(matches(Files.readString(DOC), "(?m)^## (.+)$")).containsAll(named);
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
