package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.promote.PromoteRequest;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import io.ecsdrain.lifecycle.plan.converge.Quorum;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "promote",
        description =
                "Makes a canary live now: one that 'deploy --steps' leads new clients to. It ends a '--pause', and whatever "
                        + "steps are left. Its deploy goes on from there and ends; promote does all itself if that is dead.")
final class PromoteVerb extends IdVerb {

    @Mixin
    private MinHealthyOption minHealthy;

    @Option(names = "--yes", description = "Do not ask, even on a terminal.")
    private boolean yes;

    PromoteVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    void fill(Inputs inputs) {
        super.fill(inputs);
        minHealthy.fill(inputs);
        inputs.variable("DEPLOY_TIMEOUT_MIN");
    }

    @Override
    ExitCode run(Settings settings) {
        Target target = aws.read(settings);
        DeploymentKey which = key.read(settings);
        OutputFormat format = output.read(settings);
        Duration timeout = Limits.deployTimeout(settings);
        Quorum quorum = minHealthy.read(settings, Quorum.DEPLOY);
        return verbs.promote(settings.orThrow(() -> new PromoteRequest(target, which, format, yes, timeout, quorum)));
    }
}
