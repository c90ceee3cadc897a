package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.ReaperVariables;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.inventory.model.SidecarLogs;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "status",
        description = "Shows every deployment: state, tasks, readiness, age, routes, and which one is live. "
                + "Set EVIDENCE and LOG_GROUP as on the reaper's function: they say where readiness is read.")
final class StatusVerb extends LookVerb {

    StatusVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    void fill(Inputs inputs) {
        super.fill(inputs);
        inputs.variable(ReaperVariables.EVIDENCE.name()).variable(ReaperVariables.LOG_GROUP.name());
    }

    @Override
    ExitCode run(Settings settings) {
        return verbs.status(request(settings, SidecarLogs.of(settings)));
    }
}
