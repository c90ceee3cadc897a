package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Settings;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "verify",
        description = "Lists rules, target groups and state parameters whose service is gone. "
                + "Exit 4 if there are any. Parameters know no cluster: a name that has nothing else left in this one is "
                + "looked at only if --deployment-name says so.")
final class VerifyVerb extends LookVerb {

    VerifyVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    ExitCode run(Settings settings) {
        return verbs.verify(request(settings));
    }
}
