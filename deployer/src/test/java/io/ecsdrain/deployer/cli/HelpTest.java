package io.ecsdrain.deployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A verb is found by whoever looks for it. */
class HelpTest extends OnTheCommandLine {

    @Test
    void theLauncherTakesEveryVerb() throws IOException {
        String launcher = Files.readString(Path.of("..", "drain"));
        Console nobody = new Console(new PrintWriter(out), new PrintWriter(err), null, false);
        assertThat(DrainCommand.line(Map.of(), null, nobody).getSubcommands().keySet())
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

    @Test
    void reapsHelpNamesEveryVariableThatNoFlagStandsFor() {
        run(Map.of(), "reap", "--help");

        assertThat(out.toString()).contains(ReaperOptions.variables());
    }
}
