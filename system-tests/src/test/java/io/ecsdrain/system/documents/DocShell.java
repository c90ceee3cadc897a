package io.ecsdrain.system.documents;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one bash that a reader pastes all lines into: what a command sets, defines or changes to is there for the next.
 */
final class DocShell implements AutoCloseable {

    /** No command of the documents takes a minute on an idle machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * What a command came to.
     *
     * @param over whether the shell ended with it
     * @param said its output, both streams
     */
    record Ended(int status, boolean over, String said) {}

    private final Path steps;
    private final Process bash;
    private final Writer in;
    private final BufferedReader out;
    private int count;

    /** @param folder where the reader is, the top of the tree */
    DocShell(Path folder, Path steps, Map<String, String> environment) throws IOException {
        this.steps = Files.createDirectories(steps);
        ProcessBuilder builder = new ProcessBuilder("bash", "--noprofile", "--norc")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        bash = builder.start();
        in = bash.outputWriter(StandardCharsets.UTF_8);
        out = new BufferedReader(new InputStreamReader(bash.getInputStream(), StandardCharsets.UTF_8));
        // Stricter than what a reader types into: a value that is not set or a failure inside a pipe must show.
        tell("set -uo pipefail");
        // A shell whose JVM was killed ends with its input; what it began in the background must end too.
        tell("trap 'kill $(jobs -p) 2>/dev/null' EXIT");
    }

    /** What it has said so far is in {@link #said}, for what goes on in the background. */
    Ended run(String command) throws IOException {
        count++;
        Path step = Files.writeString(steps.resolve("step-" + count), command + "\n");
        tell("source '" + step + "' >'" + said(count) + "' 2>&1 </dev/null; echo \"$?\"");
        String status = answer();
        boolean over = status == null;
        return new Ended(over ? bash.exitValue() : Integer.parseInt(status), over, said());
    }

    /** The output so far of the command run last. */
    String said() throws IOException {
        return Files.readString(said(count));
    }

    /** Of a variable; empty if it is not set. */
    String value(String variable) throws IOException {
        tell("printf '%s\\n' \"${" + variable + "-}\" | head -n 1");
        return answer();
    }

    private Path said(int step) {
        return steps.resolve("said-" + step);
    }

    private void tell(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    /** @return null if the shell has ended */
    private String answer() throws IOException {
        CompletableFuture<String> line = CompletableFuture.supplyAsync(this::line);
        try {
            String answer = line.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (answer == null) {
                bash.waitFor();
            }
            return answer;
        } catch (TimeoutException stuck) {
            throw new AssertionError("no end after " + PATIENCE + "; said so far:\n" + said(), stuck);
        } catch (ExecutionException broken) {
            throw new AssertionError(broken.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    private String line() {
        try {
            return out.readLine();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Ends what still runs in the background too. */
    @Override
    public void close() {
        bash.descendants().forEach(ProcessHandle::destroyForcibly);
        bash.destroyForcibly();
    }
}
