package io.ecsdrain.system.image;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;

/** The {@code docker} command line, for what a user does with it: building the image. */
final class DockerCommand {

    private static final ScheduledExecutorService DEADLINES = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "docker-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    private DockerCommand() {}

    static boolean answers() {
        try {
            return run(Path.of("."), List.of("info")).status() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    /**
     * Whether the engine has {@code image}, or a registry offers it within {@code patience}. Only the manifest is asked
     * for: the image itself may be large, and a build or a test pulls it later.
     */
    static boolean offers(String image, Duration patience) {
        try {
            return run(Path.of("."), List.of("image", "inspect", image)).status() == 0
                    || run(Path.of("."), List.of("manifest", "inspect", image), patience)
                                    .status()
                            == 0;
        } catch (IOException noAnswer) {
            return false;
        }
    }

    /**
     * Builds {@code Dockerfile.sidecar} under the name {@code tag}, as the README says.
     *
     * @throws AssertionError with the build's output if it fails
     */
    static void build(Path root, String tag) throws IOException {
        Result result = run(root, List.of("build", "-f", "Dockerfile.sidecar", "-t", tag, "."));
        if (result.status() != 0) {
            throw new AssertionError("docker build failed:\n" + result.output());
        }
    }

    /** Ends and removes the containers that have {@code label}. */
    static void remove(String label) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("rm", "-f"));
        run(Path.of("."), List.of("ps", "-aq", "--filter", "label=" + label))
                .output()
                .lines()
                .forEach(arguments::add);
        if (arguments.size() > 2) {
            run(Path.of("."), arguments);
        }
    }

    private static Result run(Path folder, List<String> arguments) throws IOException {
        return run(folder, arguments, Duration.ofHours(1));
    }

    private static Result run(Path folder, List<String> arguments, Duration patience) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        ScheduledFuture<?> deadline = DEADLINES.schedule(process::destroyForcibly, patience.toMillis(), MILLISECONDS);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Result(process.waitFor(), output);
        } catch (InterruptedException stopped) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        } finally {
            deadline.cancel(false);
        }
    }

    private record Result(int status, String output) {}
}
