package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.pin.PinRequest;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "pin",
        description =
                "Keeps a deployment from being retired and deleted, whatever its tasks say and however old it is. Use it to look at a "
                        + "fault, or while a customer still needs it. A pin with an end ends by itself; MAX_AGE_HR counts from there.")
final class PinVerb extends IdVerb {

    @Option(names = "--for", paramLabel = "TIME", description = "How long, such as 24h. Default: until 'unpin'.")
    private String length;

    PinVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    void fill(Inputs inputs) {
        super.fill(inputs);
        inputs.flag("--for", length);
    }

    @Override
    ExitCode run(Settings settings) {
        Target target = aws.read(settings);
        DeploymentKey which = key.read(settings);
        Optional<Duration> time =
                settings.optional("--for").map(given -> Limits.time(settings, "--for", Duration.ofHours(24)));
        OutputFormat format = output.read(settings);
        return verbs.pin(settings.orThrow(() -> new PinRequest(target, which, true, time, format)));
    }
}
