package io.ecsdrain.system.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.localaws.links.TaskMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the run of the documents can fail: what is wrong in a document is named with its file and line. */
@NeedsReadersTools
class PlantedFaultsTest {

    @TempDir
    Path folder;

    @Test
    void aWrongFlagInACopyOfAdoptMdIsNamedWithFileAndLine() throws Exception {
        String right = Files.readString(Path.of("../docs/adopt.md"));
        String wrong = right.replaceFirst("--query Account", "--qery Account");
        assertThat(wrong).isNotEqualTo(right);
        Path copy = Files.writeString(folder.resolve("adopt.md"), wrong);
        long line = wrong.substring(0, wrong.indexOf("--qery")).lines().count();

        assertThatThrownBy(() -> run(copy))
                .hasMessageStartingWith(copy + ":" + line + ": ")
                .hasMessageContaining("--qery");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "docker build --file Dockerfile.sidecar -t x .     @ ended with 22",
                "docker build -f Dockerfile.other -t x .           @ ended with 22",
                "docker push never-built                           @ ended with 22",
                "npx aws-cdk{2} deploy --contxt cluster=main        @ ended with 22",
                "npx aws-cdk{2} deploy -c cluster=main -c nme=x     @ context key nme is unknown",
                "(cd infra && mvn -q package)                      @ ended with 22",
                "./drain stats                                     @ ended with 2",
                "false | true                                      @ ended with 1",
                "echo \"$NEVER_SET\"                               @ NEVER_SET: unbound variable",
                "VALUE=$(printf '')                                @ sets VALUE to nothing",
                "echo \"$(aws sts get-caller-identty)\" || true    @ aws sts get-caller-identty ended with",
                "if then                                           @ syntax error",
                "exit 0                                            @ the shell ended with 0",
            })
    void isAFailure(String command, String message) throws Exception {
        Path file = Files.writeString(
                folder.resolve("page.md"), "# Page\n\n```sh\ntrue\n" + command.replace("{2}", "@2") + "\n```\n");

        assertThatThrownBy(() -> run(file))
                .hasMessageStartingWith(file + ":5: ")
                .hasMessageContaining(message);
    }

    @Test
    void whatADocumentShowsAndACommandDoesNotSayIsAFailure() throws Exception {
        Path file = Files.writeString(folder.resolve("page.md"), "```sh\necho something else\n```\n");

        try (ReadersWorld world = new ReadersWorld(folder.resolve("world"), TaskMode.INERT);
                DocRun run = new DocRun(
                        world.desk().shell("page", Map.of()), world.desk().failures())) {
            assertThatThrownBy(() -> run.shows("echo", "active").all(DocCommand.all(file)))
                    .hasMessageStartingWith(file + ":2: does not say active");
        }
    }

    @Test
    void aFillingThatNothingNeedsIsAFailure() throws Exception {
        Path file = Files.writeString(folder.resolve("page.md"), "```sh\ntrue\n```\n");

        try (ReadersWorld world = new ReadersWorld(folder.resolve("world"), TaskMode.INERT);
                DocRun run = new DocRun(
                        world.desk().shell("page", Map.of()), world.desk().failures())) {
            assertThatThrownBy(() -> run.fill("<port>", "1").all(DocCommand.all(file)))
                    .hasMessageContaining("<port>");
        }
    }

    @Test
    void continuedLinesAndHereDocumentsAreOneCommandAndKnowTheirLine() throws Exception {
        Path file = Files.writeString(folder.resolve("page.md"), """
                ## One

                - in a list:
                  ```sh
                  # only a comment
                  A=1   # why

                  cat <<END
                  $A
                  END
                  echo a \\
                    b
                  ```

                <!-- marked -->
                ```sh
                true
                ```
                """);

        assertThat(DocCommand.all(file))
                .containsExactly(
                        new DocCommand(file, 6, "One", "", "A=1   # why"),
                        new DocCommand(file, 8, "One", "", "cat <<END\n$A\nEND"),
                        new DocCommand(file, 11, "One", "", "echo a \\\n  b"),
                        new DocCommand(file, 17, "One", "marked", "true"));
        assertThatCode(() -> run(file)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"bash", "console", "''"})
    void aBlockThatNothingWouldRunIsAFailure(String language) throws Exception {
        Path file = Files.writeString(folder.resolve("page.md"), "\n```" + language + "\ntrue\n```\n");

        assertThatThrownBy(() -> DocCommand.all(file)).hasMessageStartingWith(file + ":2: ");
    }

    private void run(Path file) throws Exception {
        List<DocCommand> commands = DocCommand.all(file);
        try (ReadersWorld world = new ReadersWorld(folder.resolve("world"), TaskMode.INERT);
                DocRun run = new DocRun(
                        world.desk().shell("page", Map.of()), world.desk().failures())) {
            run.all(commands);
        }
    }
}
