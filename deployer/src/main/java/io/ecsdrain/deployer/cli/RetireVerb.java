package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.retire.RetireRequest;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "retire",
        description =
                "Makes a deployment draining that is not live: one that was never made live, or whose deploy was interrupted. Its "
                        + "sessions finish; then the reaper removes it. Refused for the live one and for the one that is left to serve. "
                        + "--now does not wait for sessions.")
final class RetireVerb extends IdVerb {

    @Option(
            names = "--now",
            description =
                    "End it at once, as the reaper does past MAX_AGE_HR: its clients are led away, then it is scaled to zero. It says "
                            + "first how many tasks may lose sessions. Needs the reaper's permissions.")
    private boolean now;

    @Option(names = "--yes", description = "Do not ask, even on a terminal.")
    private boolean yes;

    RetireVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    ExitCode run(Settings settings) {
        Target target = aws.read(settings);
        DeploymentKey which = key.read(settings);
        OutputFormat format = output.read(settings);
        return verbs.retire(settings.orThrow(() -> new RetireRequest(target, which, format, now, yes)));
    }
}
