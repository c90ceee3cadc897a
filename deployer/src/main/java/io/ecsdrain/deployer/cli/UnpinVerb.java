package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.pin.PinRequest;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(
        name = "unpin",
        description = "Ends a deployment's pin: from now on it may be retired again, and MAX_AGE_HR counts from now.")
final class UnpinVerb extends IdVerb {

    UnpinVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    ExitCode run(Settings settings) {
        Target target = aws.read(settings);
        DeploymentKey which = key.read(settings);
        OutputFormat format = output.read(settings);
        return verbs.pin(settings.orThrow(() -> new PinRequest(target, which, false, Optional.empty(), format)));
    }
}
