package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher in a tree of its own, with a java that says what it is asked to run and an mvn that makes both jars. */
class LauncherTest {

    @TempDir
    private Path files;

    private Path tree;
    private Path commands;

    /** What the script said and how it ended; both streams together. */
    private record Ran(int exit, String said) {}

    @BeforeEach
    void plant() throws IOException {
        tree = Files.createDirectories(files.resolve("a tree"));
        commands = Files.createDirectories(files.resolve("bin"));
        script(tree.resolve("drain"), Files.readString(Path.of("..", "drain")));
        Files.createDirectories(tree.resolve("deployer/src/main/java"));
        Files.writeString(tree.resolve("deployer/src/main/java/A.java"), "");
        script(commands.resolve("java"), "#!/bin/sh\necho \"java $*\"\nexit 3\n");
        script(
                commands.resolve("mvn"),
                "#!/bin/sh\necho \"mvn $*\"\nmkdir -p deployer/target demo/target\n"
                        + "touch deployer/target/deployer.jar demo/target/demo.jar\n");
    }

    @Test
    void withoutArgumentsItHelpsAndBuildsNothing() throws Exception {
        Ran ran = run();

        assertThat(ran.exit()).isZero();
        assertThat(ran.said()).startsWith("Usage: ./drain <verb>").doesNotContain("mvn -q");
    }

    @Test
    void itBuildsWhatIsMissingOnceAndPassesArgumentsAndExitCodeOn() throws Exception {
        Ran first = run("status", "--deployment-name", "a b");
        Ran second = run("status");

        assertThat(first.exit()).isEqualTo(3);
        assertThat(first.said())
                .contains("drain: building deployer: about a minute")
                .contains("mvn -q -B -DskipTests -Dspotless.check.skip -pl deployer -am package")
                .contains(tree + "/deployer/target/deployer.jar status --deployment-name a b");
        assertThat(second.said()).doesNotContain("mvn");
    }

    @Test
    void itBuildsAgainWhenAMainSourceIsNewerButNotForATest() throws Exception {
        run("status");
        newer("deployer/src/test/java/ATest.java");
        assertThat(run("status").said()).doesNotContain("mvn");
        newer("reaper/target/classes/B.class");
        assertThat(run("status").said()).doesNotContain("mvn");

        newer("contract/src/main/java/C.java");

        assertThat(run("status").said()).contains("mvn");
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aLongBuildSaysThatItGoesOn() throws Exception {
        aBuildOfTwoSteps();

        assertThat(run("status").said()).contains("drain: still building after 15 s\n");
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void onATerminalOneLineCountsAndEndsWithTheBuild() throws Exception {
        Path script = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(script), "left out: what a terminal shows of a build (no " + script + ")");
        aBuildOfTwoSteps();

        Ran ran = run(script, path(), "-qec", "'" + tree.resolve("drain") + "' status", "/dev/null");

        assertThat(ran.said().replace("\r\n", "\n"))
                .contains("\rdrain: still building after 2 s \njava ")
                .doesNotContain("15 s");
    }

    /** The first step is over at once; the build ends with the next one, which nothing is said of. */
    private void aBuildOfTwoSteps() throws IOException {
        Path first = files.resolve("first");
        Path next = files.resolve("next");
        script(
                commands.resolve("sleep"),
                "#!/bin/sh\nif test -e '" + first + "'; then touch '" + next + "'; exit 1; fi\ntouch '" + first
                        + "'\n");
        script(
                commands.resolve("mvn"),
                "#!/bin/sh\nuntil test -e '" + next + "'; do :; done\nmkdir -p deployer/target\n"
                        + "touch deployer/target/deployer.jar\n");
    }

    @ParameterizedTest
    @CsvSource({"rollbak, '; did you mean rollback?'", "demmo, '; did you mean demo?'", "bogus, ''"})
    void anUnknownVerbIsAnsweredWithTheRightOneBeforeAnythingIsBuilt(String word, String meant) throws Exception {
        Ran ran = run(word);

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.said()).isEqualTo("drain: unknown verb '" + word + "'" + meant + " (see --help)\n");
    }

    @Test
    void itNotesAfterABuildWhatTheNextStartsLoadOnce() throws Exception {
        script(
                commands.resolve("java"),
                "#!/bin/sh\nfor each; do case $each in -XX:ArchiveClassesAtExit=*) echo x >>\"${each#*=}\" ;; esac; done\n"
                        + "echo \"java $*\"\n");

        Ran first = run("status");
        run("status");

        assertThat(tree.resolve("deployer/target/deployer.jsa")).hasContent("x");
        assertThat(first.said())
                .contains("-XX:SharedArchiveFile=" + tree + "/deployer/target/deployer.jsa")
                .doesNotContain("Rehearsal");
    }

    @Test
    void demoAndLocalRunTheDemosJar() throws Exception {
        assertThat(run("demo").said()).contains("-pl demo,").contains("/demo/target/demo.jar demo");
        assertThat(run("local", "--port", "0").said()).contains("/demo/target/demo.jar local --port 0");
    }

    @Test
    void itIsFoundThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(files.resolve("link"), tree.resolve("drain"));

        assertThat(run(link, path(), "status").said()).contains(tree + "/deployer/target/deployer.jar status");
    }

    @Test
    void aMissingMavenOrJavaIsSaid() throws Exception {
        Files.delete(commands.resolve("mvn"));
        Ran withoutMaven = run("status");
        assertThat(withoutMaven.exit()).isEqualTo(1);
        assertThat(withoutMaven.said()).contains("drain: no mvn found");

        Files.delete(commands.resolve("java"));
        Ran withoutJava = run("status");
        assertThat(withoutJava.exit()).isEqualTo(1);
        assertThat(withoutJava.said()).contains("drain: no java found");
    }

    @Test
    void aFailedBuildEndsIt() throws Exception {
        script(commands.resolve("mvn"), "#!/bin/sh\nexit 1\n");

        Ran ran = run("status");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.said()).contains("the build failed").doesNotContain("java -");
    }

    private Ran run(String... arguments) throws Exception {
        return run(tree.resolve("drain"), path(), arguments);
    }

    /** Only what the script itself needs is on the path, so that no java or mvn but ours is found. */
    private String path() throws IOException {
        for (String tool :
                List.of("sh", "cat", "dirname", "readlink", "find", "mkdir", "touch", "echo", "rm", "sleep", "awk")) {
            Path link = commands.resolve(tool);
            if (Files.notExists(link)) {
                Path real = Files.exists(Path.of("/usr/bin", tool)) ? Path.of("/usr/bin", tool) : Path.of("/bin", tool);
                Files.createSymbolicLink(link, real);
            }
        }
        return commands.toString();
    }

    private Ran run(Path launcher, String path, String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(files.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", path);
        builder.environment().remove("JAVA_HOME");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), said);
    }

    private void newer(String file) throws IOException {
        Path path = tree.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "");
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(60)));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
