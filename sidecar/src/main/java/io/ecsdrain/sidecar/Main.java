package io.ecsdrain.sidecar;

import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.sidecar.observe.AwsAccess;
import io.ecsdrain.sidecar.observe.SsmStateReader;
import io.ecsdrain.sidecar.report.LogPipe;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entry point of the container. Configured by the environment alone; logs go to stderr, so that stdout carries EMF
 * alone.
 */
public final class Main {

    private static final long LONGEST_KEEP_ALIVE_SECONDS = 300;
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private Main() {}

    public static void main(String[] args) {
        // For last words, which may take their time; all else goes through the pipe.
        PrintStream stderr = System.err;
        try {
            if (args.length > 0) {
                throw new ConfigurationException(List.of("no arguments are known, only environment variables"));
            }
            run(SidecarConfig.from(System.getenv()));
        } catch (ConfigurationException e) {
            stderr.println("sidecar: configuration cannot be used:");
            e.problems().forEach(problem -> stderr.println("  " + problem));
            System.exit(ExitCode.BAD_USAGE.status());
        } catch (IOException e) {
            stderr.println("sidecar: " + e.getMessage());
            System.exit(ExitCode.FAILED.status());
        } catch (RuntimeException e) {
            // Threads of the server may run already and would keep a half-started process alive.
            e.printStackTrace(stderr);
            System.exit(ExitCode.FAILED.status());
        }
    }

    private static void run(SidecarConfig config) throws IOException {
        keepOneConnection(config.rules().poll());
        LogPipe logs = new LogPipe(new FileOutputStream(FileDescriptor.err));
        System.setErr(new PrintStream(logs, false, StandardCharsets.UTF_8));
        Logger log = LoggerFactory.getLogger(Main.class);
        config.warnings().forEach(log::warn);
        // Not System.out: a PrintStream swallows errors, and any code may print to it.
        FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
        ScheduledThreadPoolExecutor timers = Sidecar.timers();
        SsmStateReader reader =
                new SsmStateReader(config.parameter(), config.deployment().fenceParameter(), config.aws(), timers);
        Sidecar sidecar = new Sidecar(config, reader, timers, stdout);
        sidecar.start();
        // Not before: a start that fails must not end in the hook, and so with 0.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sidecar, logs), "sigterm"));
        log.info(
                "{} polls {} at {} every {} s",
                config.deployment(),
                config.parameter(),
                endpoint(config.aws()),
                config.rules().poll().toMillis() / 1000.0);
    }

    /** The one that is used, whichever variable named it. */
    private static String endpoint(AwsAccess aws) {
        String endpoint = aws.endpoint().map(Object::toString).orElse("AWS");
        return aws.proxy()
                .map(proxy -> endpoint + " through " + proxy.endpoint())
                .orElse(endpoint);
    }

    /**
     * The JVM drops a connection that was idle for five seconds, its default and that of our poll: every other poll
     * would pay for a new one, and for its TLS handshake. Read by the JVM once, before the first connection.
     */
    private static void keepOneConnection(Duration poll) {
        long seconds = Math.min(2 * poll.toSeconds() + 10, LONGEST_KEEP_ALIVE_SECONDS);
        System.setProperty("http.keepAlive.time.server", Long.toString(seconds));
    }

    /**
     * The JVM answers SIGTERM with its shutdown hooks and then exits with 143. An end that was asked for is no failure,
     * so the hook itself ends the process, with 0; {@code sun.misc.Signal} could do the same, but is no API of the
     * platform and would drag its module into a trimmed runtime.
     */
    private static void stop(Sidecar sidecar, LogPipe logs) {
        try {
            sidecar.stop();
            sidecar.linger();
            logs.drain(LAST_WORDS);
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.DONE.status());
    }
}
