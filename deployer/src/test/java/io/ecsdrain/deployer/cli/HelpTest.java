package io.ecsdrain.deployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.CommandSpec;

/** The help shows every verb. */
class HelpTest extends OnTheCommandLine {

    @Test
    void theLauncherTakesEveryVerb() throws IOException {
        String launcher = Files.readString(Path.of("..", "drain"));
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), null, false);
        assertThat(DrainCommand.line(Map.of(), null, console).getSubcommands().keySet())
                .allSatisfy(verb -> assertThat(launcher).containsPattern("(?m)^(.* )?" + verb + " (\\|.*)?\\)$"));
    }

    @Test
    void aVerbThatDoesNotExistIsCalledAVerb() {
        run(ENVIRONMENT, "frobnicate");
        assertThat(err.toString()).contains("unknown verb 'frobnicate' (see --help)");
    }

    @Test
    void withoutArgumentsItHelps() {
        assertThat(run(Map.of())).isZero();
        assertThat(out.toString()).contains("activate", "deploy", "rollback", "status", "reap", "verify", "task-def");
    }

    @Test
    void theLaunchersHelpListsEveryVerb() throws IOException {
        String launcher = Files.readString(Path.of("..", "drain"));

        DrainCommand.line(Map.of(), verbs(), console())
                .getSubcommands()
                .keySet()
                .forEach(verb -> assertThat(launcher).containsPattern("\n  " + verb + " +\\S"));
    }

    @ParameterizedTest
    @CsvSource({"60, 60", "110, 110", ", 80", "wide, 80", "20, 55"})
    void helpIsAsWideAsTheTerminal(String columns, int width) {
        Map<String, String> environment = columns == null ? Map.of() : Map.of("COLUMNS", columns);
        Set<String> verbs =
                DrainCommand.line(Map.of(), verbs(), console()).getSubcommands().keySet();

        verbs.forEach(verb -> run(environment, verb, "--help"));

        assertThat(out.toString().lines()).allMatch(line -> line.length() <= width);
        assertThat(out.toString().lines().filter(line -> line.length() > width - 15))
                .hasSizeGreaterThan(20);
    }

    @Test
    void aDescriptionIsOneParagraphWhichAnyWidthWraps() {
        DrainCommand.line(Map.of(), verbs(), console())
                .getSubcommands()
                .values()
                .forEach(verb -> {
                    CommandSpec spec = verb.getCommandSpec();
                    assertThat(spec.usageMessage().description())
                            .as(spec.name())
                            .hasSize(1);
                    spec.args().forEach(argument -> assertThat(argument.description())
                            .as(argument.paramLabel())
                            .hasSize(1));
                });
    }

    @ParameterizedTest
    @CsvSource({"'', true, true", "1, true, false", "'', false, false"})
    void helpIsColouredWhereThatIsWanted(String noColour, boolean terminal, boolean coloured) {
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), null, terminal);

        DrainCommand.line(Map.of("NO_COLOR", noColour, "COLUMNS", "80"), verbs(), console)
                .execute("status", "--help");

        assertThat(out.toString().contains("\u001b[")).isEqualTo(coloured);
    }

    @Test
    void reapsHelpNamesEveryVariableThatNoFlagStandsFor() {
        run(Map.of(), "reap", "--help");

        assertThat(out.toString()).contains(ReaperOptions.variables());
    }
}
