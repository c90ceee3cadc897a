package io.ecsdrain.demo;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A class of this module as a process of its own; closing kills it. */
public final class JavaProgram implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(40);

    private final Path out;
    private final Path err;
    private final Process process;

    public JavaProgram(Class<?> main, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        out = Files.createTempFile("program", ".out");
        err = Files.createTempFile("program", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    public String out() {
        return text(out);
    }

    public String err() {
        return text(err);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The first whole line on stdout, as soon as it is there. */
    public String firstLine() {
        await().atMost(SOON).until(() -> out().contains("\n") || !process.isAlive());
        return out().lines()
                .findFirst()
                .orElseThrow(() -> new AssertionError("it ended without a word on stdout; on stderr: " + err()));
    }

    /** Its exit status, once it has ended. */
    public int exit() throws InterruptedException {
        if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it runs on; stdout: " + out() + " stderr: " + err());
        }
        return process.exitValue();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.delete(out);
        Files.delete(err);
    }
}
