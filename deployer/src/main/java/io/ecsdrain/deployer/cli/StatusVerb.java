package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Settings;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "status",
        description = "Shows every deployment: state, tasks, readiness, age, routes, and which one is live.")
final class StatusVerb extends LookVerb {

    StatusVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    ExitCode run(Settings settings) {
        return verbs.status(request(settings));
    }
}
