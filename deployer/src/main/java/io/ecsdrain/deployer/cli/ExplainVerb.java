package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Settings;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "explain",
        description =
                "Says of each deployment, or of one, what the reaper would do with it and why: which task blocks, "
                        + "since when, its earliest and latest retirement, and what to do. Changes nothing. "
                        + "Set the same variables as on the reaper's function, because the answer depends on them: EVIDENCE, CONSEC, "
                        + "PERIOD, MIN_AGE_SEC, MAX_AGE_HR and the others of docs/contract.md.")
final class ExplainVerb extends OutlookVerb {

    ExplainVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    ExitCode run(Settings settings) {
        return verbs.explain(request(settings));
    }
}
