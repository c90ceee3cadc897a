package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.OutputFormat;
import io.ecsdrain.deployer.plan.ReapRequest;
import io.ecsdrain.deployer.plan.Target;
import io.ecsdrain.reaper.ReaperConfig;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "reap",
        description = {
            "One run of the reaper from here.",
            "Its other settings are the Lambda's variables, see docs/contract.md: LISTENER_ARN, CONSEC, PERIOD, MIN_AGE_SEC,",
            "MAX_AGE_HR, MAX_AGE_FROM, KEEP_PREVIOUS, RETIRE_ONLY, MAX_RETIREMENTS, DEPLOY_TIMEOUT_MIN."
        })
final class ReapVerb extends Verb {

    /** Beside those that a flag stands for. */
    private static final List<String> REAPER = List.of(
            "LISTENER_ARN",
            "CONSEC",
            "PERIOD",
            "MIN_AGE_SEC",
            "MAX_AGE_HR",
            "MAX_AGE_FROM",
            "KEEP_PREVIOUS",
            "RETIRE_ONLY",
            "MAX_RETIREMENTS",
            "DEPLOY_TIMEOUT_MIN");

    @Mixin
    private AwsOptions aws;

    @Option(
            names = "--deployment-name",
            paramLabel = "NAME",
            description = "Only this name. Default: DEPLOYMENT_NAME, else all.")
    private String name;

    @Option(names = "--dry-run", description = "Decide and say what would be done; change nothing. Also DRY_RUN=true.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask, even on a terminal.")
    private boolean yes;

    ReapVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    void fill(Inputs inputs) {
        aws.fill(inputs);
        inputs.flag("--deployment-name", "DEPLOYMENT_NAME", name);
        inputs.flag("--dry-run", "DRY_RUN", dryRun ? "true" : null);
        REAPER.forEach(inputs::variable);
    }

    @Override
    ExitCode run(Settings settings) {
        OutputFormat format = output.read(settings);
        Target around = aws.readAround(settings, "");
        // Says all problems, those noted so far included.
        ReaperConfig config = ReaperConfig.parse(settings);
        Target target = new Target(config.cluster(), around.region(), around.endpoint());
        return verbs.reap(new ReapRequest(target, config, format, yes));
    }
}
