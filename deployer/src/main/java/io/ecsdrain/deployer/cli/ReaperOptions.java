package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.ReaperVariables;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.contract.Variable;
import io.ecsdrain.deployer.plan.verb.Target;
import io.ecsdrain.reaper.ReaperConfig;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;

/** The reaper's own configuration, as flags and variables of a verb. */
final class ReaperOptions {

    /** A flag stands for these. */
    private static final Set<Variable> FLAGS =
            Set.of(ReaperVariables.CLUSTER, ReaperVariables.DEPLOYMENT_NAME, ReaperVariables.DRY_RUN);

    @Mixin
    private AwsOptions aws;

    @Mixin
    private OnlyNameOption only;

    void fill(Inputs inputs) {
        aws.fill(inputs);
        only.fill(inputs);
        variables().forEach(inputs::variable);
    }

    /** The names of the reaper's variables that no flag stands for. */
    static List<String> variables() {
        return ReaperVariables.ALL.stream()
                .filter(variable -> !FLAGS.contains(variable))
                .map(Variable::name)
                .toList();
    }

    /** Says all problems, those noted so far included. */
    Read read(Settings settings) {
        Target around = aws.readAround(settings, "");
        ReaperConfig config = ReaperConfig.parse(settings);
        return new Read(new Target(config.cluster(), around.region(), around.endpoint()), config);
    }

    record Read(Target target, ReaperConfig config) {}
}
