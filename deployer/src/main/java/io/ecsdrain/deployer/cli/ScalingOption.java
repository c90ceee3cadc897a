package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.deploy.ScalingDefinition;
import io.ecsdrain.deployer.plan.deploy.ScalingRequest;
import picocli.CommandLine.Option;

/** How the service to create is to scale. */
final class ScalingOption {

    private static final String FLAG = "--scaling";

    @Option(
            names = FLAG,
            paramLabel = "copy|none|FILE",
            description =
                    "How it is to scale. copy: as the live deployment does, by its scalable target, policies and scheduled actions. "
                            + "none: not at all. Or a JSON file with ScalableTarget, ScalingPolicies and ScheduledActions, as the AWS CLI "
                            + "takes each. Alarms of step scaling policies are not made. Default: copy")
    private String scaling;

    void fill(Inputs inputs) {
        inputs.flag(FLAG, scaling);
    }

    ScalingRequest read(Settings settings, DeploymentKey key, String cluster) {
        String text = settings.optional(FLAG).orElse("copy");
        if (text.equals("copy")) {
            return ScalingRequest.COPY;
        }
        if (text.equals("none")) {
            return ScalingRequest.NONE;
        }
        return JsonFiles.read(settings, FLAG, text)
                .map(ScalingDefinition::of)
                .map(file -> {
                    file.problems(key, cluster).forEach(problem -> settings.problem(FLAG + ": " + problem));
                    return ScalingRequest.of(file);
                })
                .orElse(ScalingRequest.NONE);
    }
}
