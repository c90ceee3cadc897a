package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Settings;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(
        name = "verify",
        description = "Lists rules, target groups and state parameters whose service is gone. "
                + "Exit 4 if there are any. Parameters belong to no cluster: a name with nothing else left in this cluster "
                + "is looked at only if --deployment-name gives it.")
final class VerifyVerb extends LookVerb {

    VerifyVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    ExitCode run(Settings settings) {
        return verbs.verify(request(settings, Optional.empty()));
    }
}
