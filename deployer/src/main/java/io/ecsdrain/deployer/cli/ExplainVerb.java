package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Names;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.reap.ExplainRequest;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description =
                "Says of each deployment, or of one, what the reaper would do with it and why: which task blocks, "
                        + "since when, its earliest and latest retirement, and what to do. Changes nothing. "
                        + "Set the same variables as on the reaper's function, because the answer depends on them: EVIDENCE, CONSEC, "
                        + "PERIOD, MIN_AGE_SEC, MAX_AGE_HR and the others of docs/contract.md.")
final class ExplainVerb extends Verb {

    @Mixin
    private ReaperOptions reaper;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Only the deployment with this id.")
    private String id;

    ExplainVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    void fill(Inputs inputs) {
        reaper.fill(inputs);
        inputs.flag("ID", id);
    }

    @Override
    ExitCode run(Settings settings) {
        OutputFormat format = output.read(settings);
        Optional<String> only = settings.optional("ID");
        only.filter(given -> !Names.isValid(given))
                .ifPresent(given -> settings.problem("ID", given, "must match " + Names.PATTERN));
        ReaperOptions.Read read = reaper.read(settings);
        return verbs.explain(new ExplainRequest(read.target(), read.config(), only, format));
    }
}
