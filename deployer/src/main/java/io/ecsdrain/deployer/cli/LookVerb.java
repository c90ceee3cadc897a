package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.look.LookRequest;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import io.ecsdrain.deployer.plan.verb.Target;
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
    final void fill(Inputs inputs) {
        aws.fill(inputs);
        only.fill(inputs);
    }

    final LookRequest request(Settings settings) {
        Target target = aws.read(settings);
        Optional<String> name = only.read(settings);
        OutputFormat format = output.read(settings);
        return settings.orThrow(() -> new LookRequest(target, name, format));
    }
}
