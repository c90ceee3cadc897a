package io.ecsdrain.deployer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Manual and completions are made from the command line; {@code -Dgolden.update=true} rewrites them. */
class CommandFilesTest extends OnTheCommandLine {

    private static final Path SHARE = Path.of("../dist/share").toAbsolutePath().normalize();
    private static final Path BASH = SHARE.resolve("bash-completion/completions/drain");
    private static final Path ZSH = SHARE.resolve("zsh/site-functions/_drain");
    private static final Path FISH = SHARE.resolve("fish/vendor_completions.d/drain.fish");

    @TempDir
    private Path files;

    record Made(Path file, String text) {
        @Override
        public String toString() {
            return file.getFileName().toString();
        }
    }

    static Stream<Made> made() {
        Words words = Words.ofTheCommandLine(new CommandFilesTest().console());
        return Stream.of(
                new Made(SHARE.resolve("man/man1/drain.1"), Manual.of(words)),
                new Made(BASH, Completions.bash(words)),
                new Made(ZSH, Completions.zsh(words)),
                new Made(FISH, Completions.fish(words)));
    }

    @ParameterizedTest
    @MethodSource("made")
    void theFileIsMadeFromTheCommandLine(Made made) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(made.file().getParent());
            Files.writeString(made.file(), made.text());
            return;
        }
        assertThat(made.file()).hasContent(made.text());
    }

    @ParameterizedTest
    @CsvSource({
        "'drain ro', rollback",
        "'drain deploy --cont', '--container --container-port'",
        "'drain status --output j', json",
        "'drain status --cluster ', ''",
        "'drain deploy --task-definition drain.', drain.1"
    })
    void bashCompletes(String typed, String offered) throws Exception {
        String script = """
                source "$0"
                IFS=' ' read -r -a COMP_WORDS <<<"$1"
                [[ $1 != *' ' ]] || COMP_WORDS+=('')
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                cd man/man1 && _drain && echo "${COMPREPLY[*]}"
                """;
        assertThat(said("bash", "-c", script, BASH.toString(), typed)).isEqualTo(offered == null ? "" : offered);
    }

    @ParameterizedTest
    @CsvSource({"ro, rollback", "'deploy --container-p', --container-port", "'status --output j', json"})
    void fishCompletes(String typed, String offered) throws Exception {
        needs("fish");
        String script = "source " + FISH + "; complete -C 'drain " + typed + "'";
        assertThat(said("fish", "--no-config", "-c", script).split("\t")[0]).isEqualTo(offered);
    }

    @ParameterizedTest
    @CsvSource({"ro, rollback", "'deploy --container-p', --container-port", "'status --output j', json"})
    void zshCompletes(String typed, String offered) throws Exception {
        needs("zsh");
        String script = """
                zmodload zsh/zpty
                zpty shell zsh -f -i
                zpty -w shell "PS1=; fpath=($1 \\$fpath); autoload -Uz compinit; compinit -u -D"
                zpty -w shell 'print -r -- READY-$((1+1))'
                while zpty -r shell line; do [[ $line == *READY-2* ]] && break; done
                zpty -n -w shell "drain $2"$'\\t'
                found=
                while [[ $found != *"$3"* ]] && zpty -r shell part "*"; do found+=$part; done
                zpty -d shell
                print -r -- "$found"
                """;
        assertThat(said("zsh", "-f", "-c", script, "zsh", ZSH.getParent().toString(), typed, offered))
                .contains(offered);
    }

    @Test
    void theManualIsOneThatGroffReads() throws Exception {
        needs("groff");
        Path manual = SHARE.resolve("man/man1/drain.1");
        assertThat(said("groff", "-man", "-Tascii", "-P-cbou", "-ww", manual.toString()))
                .contains("drain deploy", "--container-port N")
                .doesNotContain("warning");
    }

    /** Where it is lacking one line says so, which CI does not accept. */
    private static void needs(String program) {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!there) {
            System.out.println("left out: what " + program + " makes of its file (no " + program + " on the PATH)");
        }
        assumeTrue(there);
    }

    private String said(String... command) throws Exception {
        Path out = files.resolve("said");
        Process process = new ProcessBuilder(command)
                .directory(SHARE.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("%s ends", command[0]).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readString(out).strip();
    }
}
