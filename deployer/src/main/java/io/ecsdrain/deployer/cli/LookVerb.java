package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.LookRequest;
import io.ecsdrain.deployer.plan.OutputFormat;
import io.ecsdrain.deployer.plan.Target;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb that only looks. */
abstract class LookVerb extends Verb {

    @Mixin
    private AwsOptions aws;

    @Option(
            names = "--deployment-name",
            paramLabel = "NAME",
            description = "Only this name. Default: DEPLOYMENT_NAME, else all.")
    private String name;

    LookVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    final void fill(Inputs inputs) {
        aws.fill(inputs);
        inputs.flag("--deployment-name", "DEPLOYMENT_NAME", name);
    }

    final LookRequest request(Settings settings) {
        Target target = aws.read(settings);
        Optional<String> only = settings.optionalName("DEPLOYMENT_NAME");
        OutputFormat format = output.read(settings);
        return settings.orThrow(() -> new LookRequest(target, only, format));
    }
}
