package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.activate.ActivateRequest;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "activate",
        description = "Makes a deployment active and every earlier one of its name draining: parameters and tags. "
                + "May be repeated. Does not touch a listener, but says so if its default action points elsewhere.")
final class ActivateVerb extends Verb {

    @Mixin
    private AwsOptions aws;

    @Mixin
    private KeyOptions key;

    @Option(names = "--yes", description = "Do not ask, even on a terminal.")
    private boolean yes;

    @Option(
            names = "--strict",
            description = "Refuse (3) where it would warn: an id that has neither a service nor a parameter.")
    private boolean strict;

    ActivateVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    void fill(Inputs inputs) {
        aws.fill(inputs);
        key.fill(inputs);
        inputs.variable("DEPLOY_TIMEOUT_MIN");
    }

    @Override
    ExitCode run(Settings settings) {
        Target target = aws.read(settings);
        DeploymentKey which = key.read(settings);
        OutputFormat format = output.read(settings);
        Duration timeout = Limits.deployTimeout(settings);
        return verbs.activate(settings.orThrow(() -> new ActivateRequest(target, which, format, yes, timeout, strict)));
    }
}
