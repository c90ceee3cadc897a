package io.ecsdrain.deployer;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Terminal;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.cli.DrainCommand;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.IntSupplier;

/** The entry point: the only place that reads the environment, takes the clock and ends the process. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** The program as this process is: its environment, its streams, the clock. */
    static int run(String[] args) {
        // The SDK warns on stderr about much that is none of the user's business; stdout stays the result's.
        if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        }
        Console console = new Console(
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true),
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
                Terminal.isThere());
        IntSupplier program = () -> run(args, System.getenv(), console, Outside.real(InstantSource.system()));
        return args.length > 0 && "watch".equals(args[0]) ? endedByHand(program) : program.getAsInt();
    }

    /** A program whose only end is Ctrl-C has not failed then. */
    private static int endedByHand(IntSupplier program) {
        Runtime process = Runtime.getRuntime();
        Thread done = new Thread(() -> process.halt(ExitCode.DONE.status()), "ended-by-hand");
        process.addShutdownHook(done);
        int status = program.getAsInt();
        process.removeShutdownHook(done);
        return status;
    }

    /** The program without its process: what the whole-pipeline tests run on stepped time. */
    public static int run(String[] args, Map<String, String> environment, Console console, Outside outside) {
        Failures failures = new Failures(console);
        return DrainCommand.run(args, environment, new Deployer(console, outside), console, failures::explain);
    }
}
