package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.look.LookRequest;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
import io.ecsdrain.inventory.model.SidecarLogs;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** A verb that only looks. */
abstract class LookVerb extends Verb {

    @Mixin
    private AwsOptions aws;

    @Mixin
    private OnlyNameOption only;

    LookVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    void fill(Inputs inputs) {
        aws.fill(inputs);
        only.fill(inputs);
    }

    /** @param logs where the sidecars' lines are read; empty if the verb reads none */
    final LookRequest request(Settings settings, Optional<SidecarLogs> logs) {
        Target target = aws.read(settings);
        Optional<String> name = only.read(settings);
        OutputFormat format = output.read(settings);
        return settings.orThrow(() -> new LookRequest(target, name, format, logs));
    }
}
