package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Meant;
import io.ecsdrain.contract.Terminal;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as a whole. */
@Command(
        name = "drain",
        description = "Makes a deployment live and the older ones draining; shows, explains, rolls back, reaps.",
        footer = {
            "",
            "Flags come before environment variables, those before defaults.",
            "Exit: 0 done, 1 failed, 2 bad usage or configuration, 3 refused, 4 something dangles, 5 timed out."
        })
public final class DrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private DrainCommand() {}

    /**
     * Parses, runs and reports.
     *
     * @param failure says what an exception out of a verb means; the second argument is whether to print its trace
     * @return the exit status
     */
    public static int run(
            String[] args,
            Map<String, String> environment,
            Verbs verbs,
            Console console,
            BiFunction<Exception, Boolean, ExitCode> failure) {
        CommandLine line = line(environment, verbs, console);
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof ConfigurationException wrong) {
                wrong.problems().forEach(problem -> console.note("drain: " + problem));
                return ExitCode.BAD_USAGE.status();
            }
            boolean trace = command.getCommandSpec().userObject() instanceof Verb verb && verb.output.debug();
            return failure.apply(exception, trace).status();
        });
        line.setParameterExceptionHandler((problem, arguments) -> {
            console.note("drain: " + sentence(problem) + " (see --help)");
            return ExitCode.BAD_USAGE.status();
        });
        return line.execute(args);
    }

    /** What comes first and is no flag can only be meant as a verb. */
    private static String sentence(ParameterException problem) {
        if (!(problem instanceof UnmatchedArgumentException unmatched)) {
            return problem.getMessage();
        }
        String word = unmatched.getUnmatched().get(0);
        if (word.startsWith("-")) {
            return problem.getMessage();
        }
        return "unknown verb '" + word + "'"
                + Meant.insteadOf(
                        word, problem.getCommandLine().getSubcommands().keySet());
    }

    static CommandLine line(Map<String, String> environment, Verbs verbs, Console console) {
        CommandLine line = new CommandLine(new DrainCommand());
        for (Verb verb : new Verb[] {
            new ActivateVerb(environment, verbs),
            new DeployVerb(environment, verbs),
            new RollbackVerb(environment, verbs),
            new PromoteVerb(environment, verbs),
            new RetireVerb(environment, verbs),
            new PinVerb(environment, verbs),
            new UnpinVerb(environment, verbs),
            new StatusVerb(environment, verbs),
            new ExplainVerb(environment, verbs),
            new WatchVerb(environment, verbs),
            new ReapVerb(environment, verbs),
            new VerifyVerb(environment, verbs),
            new TaskDefVerb(environment, verbs)
        }) {
            line.addSubcommand(verb);
        }
        line.getCommandSpec().mixinStandardHelpOptions(true);
        line.getSubcommands().values().forEach(verb -> {
            verb.getCommandSpec().mixinStandardHelpOptions(true).version(VERSION);
            verb.setUnmatchedArgumentsAllowed(true);
        });
        line.getCommandSpec().version(VERSION);
        line.setOut(new PrintWriter(console.out(), true)).setErr(new PrintWriter(console.err(), true));
        Ansi colour = Terminal.wantsColour(environment, console.interactive()) ? Ansi.ON : Ansi.OFF;
        Optional<Integer> columns = Terminal.columns(environment);
        return line.setColorScheme(CommandLine.Help.defaultColorScheme(colour))
                .setUsageHelpWidth(Math.max(NARROWEST, columns.orElse(Terminal.USUAL_COLUMNS)))
                .setUsageHelpAutoWidth(console.interactive() && columns.isEmpty());
    }

    /** Picocli lays out no narrower page. */
    private static final int NARROWEST = 55;

    private static final String VERSION = "ecs-drain 0.1.0";

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.DONE.status();
    }
}
