package io.ecsdrain.demo;

import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Meant;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.contract.Terminal;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Entry point of {@code demo.jar}: the verbs {@code demo} and {@code local}. */
@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        subcommands = {DemoCommand.class, LocalCommand.class},
        description = "The verbs that need no AWS.")
public final class Main {

    private static final String VERSION = "ecs-drain 0.1.0";

    /** Picocli lays out no narrower page. */
    private static final int NARROWEST = 55;

    private Main() {}

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        boolean terminal = Terminal.isThere();
        Optional<Integer> columns = Terminal.columns(environment);
        CommandLine line = new CommandLine(new Main());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                        Terminal.wantsColour(environment, terminal) ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(Math.max(NARROWEST, columns.orElse(Terminal.USUAL_COLUMNS)))
                .setUsageHelpAutoWidth(terminal && columns.isEmpty());
        line.getCommandSpec().version(VERSION);
        line.getSubcommands().values().forEach(verb -> {
            verb.getCommandSpec().version(VERSION);
            verb.setUnmatchedArgumentsAllowed(true);
        });
        line.setParameterExceptionHandler((refused, args) -> {
            System.err.println("drain: " + refused.getMessage() + " (see --help)");
            return ExitCode.BAD_USAGE.status();
        });
        line.setExecutionExceptionHandler((failed, command, result) -> {
            if (failed instanceof ConfigurationException wrong) {
                wrong.problems().forEach(problem -> System.err.println("drain: " + problem));
                return ExitCode.BAD_USAGE.status();
            }
            System.err.println("drain: " + failed.getMessage());
            return ExitCode.FAILED.status();
        });
        System.exit(line.execute(arguments));
    }

    /** Whether the terminal is one, and its user wants colours. */
    static boolean wantsColour() {
        return Terminal.wantsColour(System.getenv(), Terminal.isThere());
    }

    /**
     * Notes every argument that {@code verb} does not know, so that it is said together with all else that is wrong.
     */
    static void refuseUnknown(CommandSpec verb, Settings settings) {
        verb.commandLine()
                .getUnmatchedArguments()
                .forEach(each -> settings.problem("unknown argument '" + each + "'"
                        + Meant.insteadOf(each, verb.optionsMap().keySet()) + " (see --help)"));
    }
}
