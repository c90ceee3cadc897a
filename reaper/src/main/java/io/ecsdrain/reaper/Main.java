package io.ecsdrain.reaper;

import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.NotThere;
import io.ecsdrain.contract.Printable;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.reaper.plan.decision.Progress;
import io.ecsdrain.reaper.report.RunLog;
import io.ecsdrain.reaper.report.RunReport;
import io.ecsdrain.reaper.report.RunReportJson;
import io.ecsdrain.reaper.report.RunReportText;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;

/** {@code java -jar reaper.jar}: one run from the command line. The report goes to stdout, all else to stderr. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv(), System.out, System.err).status());
    }

    /** One run with everything handed in. */
    static ExitCode run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        CommandLine line;
        try {
            line = CommandLine.parse(arguments, environment);
        } catch (ConfigurationException wrong) {
            wrong.getMessage().lines().map(Printable::line).forEach(err::println);
            return ExitCode.BAD_USAGE;
        }
        if (line.help()) {
            out.println(CommandLine.USAGE);
            return ExitCode.DONE;
        }
        try (AwsClients clients = Access.open(line)) {
            // The text is for a terminal, where a log of the same would be read twice.
            Progress progress = line.json() ? new RunLog() : Progress.UNTOLD;
            RunReport report = new Reaper(
                            clients,
                            line.config().orElseThrow(),
                            InstantSource.system(),
                            ConvergeSettings.DEFAULT,
                            progress)
                    .run();
            if (line.json()) {
                RunLog.ended(report);
                out.println(RunReportJson.of(report));
            } else {
                RunReportText.of(report).forEach(out::println);
            }
            return report.failed() ? ExitCode.FAILED : ExitCode.DONE;
        } catch (ConfigurationException | NotThere wrong) {
            wrong.getMessage().lines().map(Printable::line).forEach(err::println);
            return ExitCode.BAD_USAGE;
        }
    }
}
