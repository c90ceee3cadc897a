package io.ecsdrain.deployer.execute;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.plan.deploy.Hook;
import io.ecsdrain.deployer.plan.verb.Elapsed;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a hook as a process whose output goes to the progress lines. */
public final class HookRun {

    /** What the hook started in the background may hold its output open for ever. */
    private static final long LAST_LINES_MILLIS = 1_000;

    private final Consumer<String> progress;

    public HookRun(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * Why the deployment must not go live.
     *
     * @param exit {@link ExitCode#FAILED}, or {@link ExitCode#TIMED_OUT} if the hook took too long
     */
    public record Objection(ExitCode exit, String why) {}

    /** Waits for the hook; empty if it ended with 0. It is killed with its children when its time is up. */
    public Optional<Objection> objection(Hook hook, Map<String, String> environment) {
        progress.accept("hook pre-live: " + hook.command());
        Process process = start(hook, environment);
        Thread output = new Thread(() -> relay(process), "hook-output");
        output.setDaemon(true);
        output.start();
        try {
            boolean ended = process.waitFor(hook.timeout().toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                kill(process);
            }
            output.join(LAST_LINES_MILLIS);
            return ended ? ended(process.exitValue()) : Optional.of(tooLong(hook));
        } catch (InterruptedException stopped) {
            kill(process);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the hook pre-live ran", stopped);
        }
    }

    private static Process start(Hook hook, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", hook.command()).redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException noShell) {
            throw new IllegalStateException("the hook pre-live cannot be started: " + noShell.getMessage(), noShell);
        }
    }

    private void relay(Process process) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                progress.accept("hook: " + line);
            }
        } catch (IOException killed) {
            progress.accept("hook: output ends here");
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static Optional<Objection> ended(int status) {
        return status == 0
                ? Optional.empty()
                : Optional.of(new Objection(ExitCode.FAILED, "the hook pre-live ended with " + status));
    }

    private static Objection tooLong(Hook hook) {
        return new Objection(ExitCode.TIMED_OUT, "the hook pre-live took longer than " + Elapsed.of(hook.timeout()));
    }
}
