package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.OutputFormat;
import io.ecsdrain.deployer.plan.ReapRequest;
import io.ecsdrain.deployer.plan.Target;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "reap",
        description = {
            "One run of the reaper from here.",
            "Its variables are those of the Lambda: CONSEC, PERIOD, MIN_AGE_SEC, MAX_AGE_HR, ..."
        })
final class ReapVerb extends Verb {

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
    }

    @Override
    ExitCode run(Settings settings) {
        Target target = aws.read(settings);
        settings.optionalName("DEPLOYMENT_NAME");
        OutputFormat format = output.read(settings);
        return verbs.reap(settings.orThrow(() -> new ReapRequest(target, variables(target), format, yes)));
    }

    private Map<String, String> variables(Target target) {
        Map<String, String> variables = new HashMap<>(environment());
        variables.put("CLUSTER", target.cluster());
        if (name != null) {
            variables.put("DEPLOYMENT_NAME", name);
        }
        if (dryRun) {
            variables.put("DRY_RUN", "true");
        }
        return variables;
    }
}
