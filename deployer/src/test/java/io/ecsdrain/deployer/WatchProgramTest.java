package io.ecsdrain.deployer;

import static io.ecsdrain.deployer.DrainedCloud.V1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ecsdrain.deployer.DrainedCloud.Stage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code watch} as a process of its own, which a person ends. */
@Timeout(value = 90, threadMode = ThreadMode.SEPARATE_THREAD)
class WatchProgramTest {

    private static final String CTRL_C = "\u0003";

    @TempDir
    private Path files;

    private final DrainedCloud drained = new DrainedCloud(Stage.STILL_SCALED);
    private Process watch;

    @AfterEach
    void close() {
        if (watch != null) {
            watch.descendants().forEach(ProcessHandle::destroyForcibly);
            watch.destroyForcibly();
        }
        drained.close();
    }

    @Test
    void itPrintsWhatChangesAndEndsWith0OnCtrlC() throws Exception {
        start(command("watch", "v1", "--every", "1s"));
        try (BufferedReader lines = watch.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).contains(" app/v1 draining, tasks 2/2");
            changeV1();
            assertThat(lines.readLine()).contains(" app/v1 draining, tasks 2/3");

            new ProcessBuilder("kill", "-INT", Long.toString(watch.pid())).start();

            assertThat(watch.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.exitValue()).isZero();
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void aWatchThatCannotBeginHasFailedAllTheSame() throws Exception {
        start(command("watch", "v3"));

        assertThat(watch.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(watch.exitValue()).isEqualTo(2);
    }

    @Test
    void itEndsOnceItsOutputIsReadNoMore() throws Exception {
        start(command("watch", "--every", "1s"));
        BufferedReader lines = watch.inputReader(StandardCharsets.UTF_8);
        assertThat(lines.readLine()).contains(" app/v1 ");
        lines.close();

        changeV1();

        assertThat(watch.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(watch.exitValue()).isZero();
    }

    @Test
    void onATerminalTheScreenFitsTheWindowAndCtrlCEndsItWith0() throws Exception {
        Path script = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(script), "left out: what a terminal shows of watch (no " + script + ")");
        String quoted = String.join(
                " ",
                command("watch", "--every", "1s").stream()
                        .map(word -> "'" + word + "'")
                        .toList());
        start(List.of(script.toString(), "-qec", "stty rows 14 cols 60; exec " + quoted, "/dev/null"));
        try (Reader shown = watch.inputReader(StandardCharsets.UTF_8)) {
            until(shown, "\u001b[J");
            String second = until(shown, "\u001b[J");

            watch.getOutputStream().write(CTRL_C.getBytes(StandardCharsets.US_ASCII));
            watch.getOutputStream().flush();

            assertThat(watch.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.exitValue()).isZero();
            List<String> rows = second.replaceAll("\u001b\\[[HKJ]", "").lines().toList();
            assertThat(rows).hasSize(13).allMatch(row -> row.length() <= 60);
            assertThat(rows.get(0)).endsWith("every 1s; Ctrl-C ends");
            assertThat(rows).anyMatch(row -> row.startsWith("*  app   v2"));
            assertThat(rows.get(12)).matches("\\.\\.\\. \\d+ more lines: give an ID, or make the window higher");
        }
    }

    /** In a way that shows whatever the time is: the program's clock is not the cloud's. */
    private void changeV1() {
        drained.cloud.team.ecs().updateService(update -> update.cluster("prod")
                .service(V1.serviceName())
                .desiredCount(3));
    }

    private static String until(Reader shown, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = shown.read();
            assertThat(next).as("after: " + text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }

    /**
     * Tests that a shell runs in the background have SIGINT ignored, and so has what they start, unless it is set anew.
     */
    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(DeployerProcess.command(files, arguments));
        return command;
    }

    private void start(List<String> command) throws IOException {
        watch = DeployerProcess.in(files, DeployerProcess.environment(drained.cloud), command)
                .redirectError(new File(files.toFile(), "err"))
                .start();
    }
}
