package io.ecsdrain.deployer;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.plan.reap.ReapRequest;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.reaper.Reaper;
import io.ecsdrain.reaper.report.RunReport;
import io.ecsdrain.reaper.report.RunReportJson;
import io.ecsdrain.reaper.report.RunReportText;

/** The verb {@code reap}: one run of the reaper from here. */
final class ReapFlow {

    private final Session session;
    private final Console console;
    private final Outside outside;

    ReapFlow(Session session, Console console, Outside outside) {
        this.session = session;
        this.console = console;
        this.outside = outside;
    }

    ExitCode run(ReapRequest request) {
        boolean dry = request.config().dryRun();
        if (!dry
                && !request.yes()
                && !console.agrees("let the reaper run on " + request.target().cluster() + "?")) {
            console.note("drain: refused: not agreed to");
            return ExitCode.REFUSED;
        }
        RunReport report = new Reaper(session.clients(), request.config(), outside.time(), outside.converge()).run();
        if (request.format() == OutputFormat.JSON) {
            console.result(RunReportJson.of(report));
        } else {
            RunReportText.of(report).forEach(console::result);
        }
        return report.failed() ? ExitCode.FAILED : ExitCode.DONE;
    }
}
