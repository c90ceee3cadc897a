package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.deploy.Hook;
import io.ecsdrain.deployer.plan.verb.Elapsed;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A command that decides whether a healthy deployment goes live. */
final class HookOptions {

    private static final Duration DEFAULT = Duration.ofMinutes(10);

    @Option(
            names = "--hook",
            paramLabel = "pre-live=COMMAND",
            description =
                    "Run COMMAND by 'sh -c' once the deployment is healthy, before it goes live; if it does not end "
                            + "with 0, the deployment does not go live. DRAIN_PREVIEW_URL and DRAIN_PREVIEW_HEADER reach the new "
                            + "deployment: pre-live='curl -fsS -H \"$DRAIN_PREVIEW_HEADER\" \"$DRAIN_PREVIEW_URL\"'")
    private String hook;

    @Option(
            names = "--hook-timeout",
            paramLabel = "TIME",
            description = "How long the hook may take, at most a quarter of DEPLOY_TIMEOUT_MIN. Default: 10m")
    private String timeout;

    void fill(Inputs inputs) {
        inputs.flag("--hook", hook).flag("--hook-timeout", timeout);
    }

    Optional<Hook> read(Settings settings, Duration deployTimeout) {
        Duration longest = Hook.longest(deployTimeout);
        Duration time = Limits.time(settings, "--hook-timeout", DEFAULT.compareTo(longest) < 0 ? DEFAULT : longest);
        if (time.compareTo(longest) > 0) {
            settings.problem(
                    "--hook-timeout",
                    timeout,
                    "must be at most a quarter of DEPLOY_TIMEOUT_MIN, " + Elapsed.of(longest));
        }
        Optional<String> text = settings.optional("--hook");
        if (text.isEmpty() && timeout != null) {
            settings.problem("--hook-timeout has no effect without --hook");
        }
        Optional<String> command = text.flatMap(Hook::command);
        if (text.isPresent() && command.isEmpty()) {
            settings.problem("--hook", text.get(), "must be pre-live=COMMAND");
        }
        return command.map(each -> new Hook(each, time));
    }
}
