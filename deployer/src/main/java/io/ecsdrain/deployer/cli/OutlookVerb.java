package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Names;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.reap.ExplainRequest;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A verb that shows what the reaper would do with every deployment, or with one. */
abstract class OutlookVerb extends Verb {

    @Mixin
    private ReaperOptions reaper;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Only the deployment with this id.")
    private String id;

    OutlookVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    void fill(Inputs inputs) {
        reaper.fill(inputs);
        inputs.flag("ID", id);
    }

    /** Says all problems, those noted so far included. */
    final ExplainRequest request(Settings settings) {
        OutputFormat format = output.read(settings);
        Optional<String> only = settings.optional("ID");
        only.filter(given -> !Names.isValid(given))
                .ifPresent(given -> settings.problem("ID", given, "must match " + Names.PATTERN));
        ReaperOptions.Read read = reaper.read(settings);
        return new ExplainRequest(read.target(), read.config(), only, format);
    }
}
