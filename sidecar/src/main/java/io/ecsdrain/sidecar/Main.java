package io.ecsdrain.sidecar;

import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.sidecar.observe.SsmStateReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Entry point of the container. Configured by the environment alone; logs go to stderr, so that stdout carries EMF alone. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        try {
            if (args.length > 0) {
                throw new ConfigurationException(List.of("no arguments are known, only environment variables"));
            }
            run(SidecarConfig.from(System.getenv()));
        } catch (ConfigurationException e) {
            System.err.println("sidecar: configuration cannot be used:");
            e.problems().forEach(problem -> System.err.println("  " + problem));
            System.exit(ExitCode.BAD_USAGE.status());
        } catch (IOException e) {
            System.err.println("sidecar: " + e.getMessage());
            System.exit(ExitCode.FAILED.status());
        } catch (RuntimeException e) {
            // Threads of the server may run already and would keep a half-started process alive.
            e.printStackTrace();
            System.exit(ExitCode.FAILED.status());
        }
    }

    private static void run(SidecarConfig config) throws IOException {
        Logger log = LoggerFactory.getLogger(Main.class);
        config.warnings().forEach(log::warn);
        // Not System.out: a PrintStream swallows errors, and anybody may print to it.
        FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
        SsmStateReader reader = new SsmStateReader(config.parameter(), config.region());
        Sidecar sidecar = new Sidecar(config, reader, stdout);
        sidecar.start();
        // Not before: a start that fails must not end in the hook, and so with 0.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sidecar), "sigterm"));
        log.info(
                "{} polls {} every {}",
                config.deployment(),
                config.parameter(),
                config.rules().poll());
    }

    /**
     * The JVM answers SIGTERM with its shutdown hooks and then exits with 143. An end that was asked for is no failure, so
     * the hook itself ends the process, with 0; {@code sun.misc.Signal} could do the same, but is no API of the platform and
     * would drag its module into a trimmed runtime.
     */
    private static void stop(Sidecar sidecar) {
        try {
            sidecar.stop();
            Thread.sleep(Sidecar.LINGER.toMillis());
        } catch (InterruptedException nobodyDoesThat) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.DONE.status());
    }
}
