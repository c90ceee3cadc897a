package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.Target;
import io.ecsdrain.reaper.ReaperConfig;
import java.util.List;
import picocli.CommandLine.Mixin;

/** The reaper's own configuration, as flags and variables of a verb. */
final class ReaperOptions {

    /** Beside those that a flag stands for. */
    private static final List<String> VARIABLES = List.of(
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

    @Mixin
    private OnlyNameOption only;

    void fill(Inputs inputs) {
        aws.fill(inputs);
        only.fill(inputs);
        VARIABLES.forEach(inputs::variable);
    }

    /** Says all problems, those noted so far included. */
    Read read(Settings settings) {
        Target around = aws.readAround(settings, "");
        ReaperConfig config = ReaperConfig.parse(settings);
        return new Read(new Target(config.cluster(), around.region(), around.endpoint()), config);
    }

    record Read(Target target, ReaperConfig config) {}
}
