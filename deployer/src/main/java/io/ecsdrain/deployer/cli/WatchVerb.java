package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.contract.Terminal;
import io.ecsdrain.deployer.plan.watch.WatchRequest;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "watch",
        description =
                "Shows 'status' and 'explain' as one screen that is drawn anew every few seconds, until Ctrl-C, which is exit 0. Where "
                        + "stdout is no terminal, it prints a line whenever something of a deployment has changed. A read that fails is "
                        + "shown with the time since when, and tried again later. Changes nothing. Set the same variables as on the "
                        + "reaper's function. A refresh costs the calls of one 'explain'; see docs/scale-and-cost.md.")
final class WatchVerb extends OutlookVerb {

    private static final Duration DEFAULT = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description = "From the end of one refresh to the next, at least 1s. Default: 5s")
    private String every;

    WatchVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    void fill(Inputs inputs) {
        super.fill(inputs);
        inputs.flag("--every", every);
    }

    @Override
    ExitCode run(Settings settings) {
        Duration time = Limits.time(settings, "--every", DEFAULT);
        if (time.compareTo(SHORTEST) < 0) {
            settings.problem("--every", every, "must be at least 1s");
        }
        if (settings.optional("--output").filter("json"::equals).isPresent()) {
            settings.problem("watch is for people and has no JSON: ask 'status' or 'explain'");
        }
        return verbs.watch(new WatchRequest(request(settings), time, Terminal.canRedraw(environment)));
    }
}
