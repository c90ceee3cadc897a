package io.ecsdrain.system.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code docker} command line, for what a user does with it: building the image. */
final class DockerCommand {

    private DockerCommand() {}

    static boolean answers() {
        try {
            return run(Path.of("."), List.of("info")).status() == 0;
        } catch (IOException noSuchProgram) {
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

    private static Result run(Path folder, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Result(process.waitFor(), output);
        } catch (InterruptedException stopped) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    private record Result(int status, String output) {}
}
