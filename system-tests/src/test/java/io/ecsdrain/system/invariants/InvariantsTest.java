package io.ecsdrain.system.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A list of rules that names tests which are gone is worse than none. */
class InvariantsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:Test|Properties))(?:#(\\w+))?`");
    private static final int RULES = 23;

    private static final Map<String, String> SOURCES = new HashMap<>();
    private static String page;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(ROOT.resolve("docs/invariants.md"));
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(path -> path.toString().contains("/src/test/java/"))
                    .filter(path -> path.toString().endsWith(".java"))
                    .toList()) {
                // Two modules may have tests of one name.
                SOURCES.merge(
                        file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
            }
        }
    }

    private static List<MatchResult> named(String text) {
        return NAMED.matcher(text).results().toList();
    }

    private static boolean exists(MatchResult test) {
        String source = SOURCES.get(test.group(1));
        return source != null && (test.group(2) == null || source.contains("void " + test.group(2) + "("));
    }

    @Test
    void everyTestThatIsNamedExists() {
        List<MatchResult> named = named(page);
        assertThat(named).hasSizeGreaterThan(30);
        assertThat(named.stream().filter(test -> !exists(test)).map(MatchResult::group))
                .isEmpty();
    }

    @Test
    void everyRuleNamesATest() {
        String table = page.substring(page.indexOf("|---|---|"), page.indexOf("## Random histories"));
        List<String> rules =
                table.lines().skip(1).filter(line -> line.startsWith("| ")).toList();
        assertThat(rules).hasSize(RULES).allSatisfy(rule -> assertThat(named(rule))
                .isNotEmpty());
    }

    @Test
    void aTestThatDoesNotExistIsFound() {
        assertThat(named("`HistoriesTest#isNotThere`")).hasSize(1).noneMatch(InvariantsTest::exists);
        assertThat(named("`NoSuchTest`")).hasSize(1).noneMatch(InvariantsTest::exists);
    }

    /** A mutant whose text is no longer in the code would plant nothing. */
    @Test
    void everyMutantStillFitsTheCodeAndIsListedWithItsTest() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("system-tests/mutants"))) {
            List<Path> mutants =
                    files.filter(path -> path.toString().endsWith(".mutant")).toList();
            assertThat(mutants).hasSizeGreaterThan(10);
            for (Path mutant : mutants) {
                fits(mutant.getFileName().toString().replace(".mutant", ""), Files.readString(mutant));
            }
        }
    }

    private static void fits(String name, String mutant) throws IOException {
        String from = mutant.substring(mutant.indexOf("\nfrom:\n") + 7, mutant.indexOf("\nto:\n"));
        String code = Files.readString(ROOT.resolve(field(mutant, "file")));
        assertThat(code.split(Pattern.quote(from), -1)).as(name).hasSize(2);
        String also = mutant.contains("\nhistories: ") ? "`, `HistoriesTest" : "";
        String tests = "`" + field(mutant, "test").replace(",", "`, `") + also + "`";
        assertThat(page).contains("| " + name + " | " + field(mutant, "what") + " | " + tests + " |");
    }

    private static String field(String mutant, String name) {
        return mutant.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow();
    }
}
