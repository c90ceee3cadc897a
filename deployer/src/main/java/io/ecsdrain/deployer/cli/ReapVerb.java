package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.reap.ReapRequest;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "reap",
        description = "One run of the reaper from here. "
                + "Its other settings are the Lambda's variables, see docs/contract.md: LISTENER_ARN, EVIDENCE, LOG_GROUP, "
                + "FENCE_WAIT_SEC, CONSEC, PERIOD, MIN_AGE_SEC, MAX_AGE_HR, MAX_AGE_FROM, KEEP_PREVIOUS, "
                + "KEEP_PREVIOUS_SCALED, RETIRE_ONLY, MAX_RETIREMENTS, DEPLOY_TIMEOUT_MIN.")
final class ReapVerb extends Verb {

    @Mixin
    private ReaperOptions reaper;

    @Option(names = "--dry-run", description = "Decide and say what would be done; change nothing. Also DRY_RUN=true.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask, even on a terminal.")
    private boolean yes;

    ReapVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    void fill(Inputs inputs) {
        reaper.fill(inputs);
        inputs.flag("--dry-run", "DRY_RUN", dryRun ? "true" : null);
    }

    @Override
    ExitCode run(Settings settings) {
        OutputFormat format = output.read(settings);
        ReaperOptions.Read read = reaper.read(settings);
        return verbs.reap(new ReapRequest(read.target(), read.config(), format, yes));
    }
}
