package io.ecsdrain.demo.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs the built jars as a person's shell or AWS would: one process a call, pointed at an endpoint. */
public final class Programs {

    /** Quick to start, small: what short runs want. */
    public static final List<String> JVM_FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    /** What one run of a program came to. */
    public record Run(int exit, String out, String err) {}

    private final Children children = new Children();
    private final Path home;
    private final URI endpoint;
    private final String region;

    public Programs(Path home, URI endpoint, String region) {
        this.home = home;
        this.endpoint = endpoint;
        this.region = region;
        // A SIGTERM to this process reaches no other one, and runs no finally.
        Runtime.getRuntime().addShutdownHook(new Thread(children::kill));
    }

    public Path deployer() {
        return home.resolve("deployer/target/deployer.jar");
    }

    public Path reaper() {
        return home.resolve("reaper/target/reaper.jar");
    }

    public Path sidecar() {
        return home.resolve("sidecar/target/sidecar.jar");
    }

    public Path demo() {
        return home.resolve("demo/target/demo.jar");
    }

    /** The jars that are not there. */
    public List<Path> missing() {
        return List.of(deployer(), reaper(), sidecar(), demo()).stream()
                .filter(jar -> !Files.isRegularFile(jar))
                .toList();
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** As {@link #run(Path, List, Map, String, int, Consumer)}; what it says on stderr is heard at its end. */
    public Run run(Path jar, List<String> arguments, Map<String, String> environment, String role, int seconds) {
        return run(jar, arguments, environment, role, seconds, line -> {});
    }

    /**
     * Runs {@code jar} to its end.
     *
     * @param heard each line of its stderr, as it comes
     * @throws UncheckedIOException if it cannot be started
     * @throws IllegalStateException if it does not end within {@code seconds}, or the thread is interrupted; it is
     *     killed then
     */
    public Run run(
            Path jar,
            List<String> arguments,
            Map<String, String> environment,
            String role,
            int seconds,
            Consumer<String> heard) {
        try {
            Path out = Files.createTempFile("ecs-drain", ".out");
            try {
                ProcessBuilder builder = program(jar, arguments);
                awsEnvironment(builder.environment(), role);
                builder.environment().putAll(environment);
                Process process = children.start(builder.redirectOutput(out.toFile()));
                Listener listener = new Listener(process, heard);
                boolean ended = endsWithin(seconds, process);
                String err = listener.everything();
                if (!ended) {
                    throw new IllegalStateException(jar.getFileName() + " " + arguments + " did not end in " + seconds
                            + " s; it said:\n" + Files.readString(out) + err);
                }
                return new Run(process.exitValue(), Files.readString(out), err);
            } finally {
                Files.delete(out);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    private static ProcessBuilder program(Path jar, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(JVM_FLAGS);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    }

    /** It has ended in any case afterwards. */
    private boolean endsWithin(int seconds, Process process) throws InterruptedException {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } finally {
            children.end(process);
        }
    }

    private void awsEnvironment(Map<String, String> environment, String role) {
        environment.put("AWS_ENDPOINT_URL", endpoint.toString());
        environment.put("AWS_REGION", region);
        // Any credentials will do for local-aws; the id names the role in its record of calls.
        environment.put("AWS_ACCESS_KEY_ID", role);
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.remove("AWS_PROFILE");
        environment.remove("AWS_SESSION_TOKEN");
    }
}
