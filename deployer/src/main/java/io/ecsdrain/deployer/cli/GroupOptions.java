package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.deploy.GroupRequest;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The target group to create. */
final class GroupOptions {

    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    @Option(names = "--health-path", paramLabel = "PATH", description = "Health check. Default: /")
    private String path;

    @Option(
            names = "--health-matcher",
            paramLabel = "CODES",
            description = "Status codes of a healthy target, such as 200,302 or 200-299. Default: 200")
    private String matcher;

    @Option(
            names = "--health-interval",
            paramLabel = "SECONDS",
            description = "Time between two health checks, 6 to 300. Default: 10")
    private String interval;

    @Option(
            names = "--deregistration-delay",
            paramLabel = "TIME",
            description =
                    "How long a target that is taken out keeps its connections, at most 1h. Default: 5m, as AWS has it. "
                            + "A task that drains is not taken out before its sessions are over.")
    private String delay;

    void fill(Inputs inputs) {
        inputs.flag("--health-path", path)
                .flag("--health-matcher", matcher)
                .flag("--health-interval", interval)
                .flag("--deregistration-delay", delay);
    }

    GroupRequest read(Settings settings) {
        return new GroupRequest(
                path(settings), matcher(settings), settings.integer("--health-interval", 10, 6, 300), delay(settings));
    }

    private static String path(Settings settings) {
        String path = settings.optional("--health-path").orElse("/");
        if (!path.matches("/[!-~]{0,1023}")) {
            settings.problem("--health-path", path, "must begin with / and be at most 1024 visible characters");
        }
        return path;
    }

    private static String matcher(Settings settings) {
        String codes = settings.optional("--health-matcher").orElse("200");
        if (!codes.matches("[2-4]\\d\\d(-[2-4]\\d\\d|(,[2-4]\\d\\d)*)")) {
            settings.problem("--health-matcher", codes, "must be codes of 200 to 499, such as 200,302 or 200-299");
        }
        return codes;
    }

    private static Optional<Duration> delay(Settings settings) {
        if (settings.optional("--deregistration-delay").isEmpty()) {
            return Optional.empty();
        }
        Duration delay = Limits.timeOrNone(settings, "--deregistration-delay", Duration.ZERO);
        if (delay.compareTo(LONGEST_DELAY) > 0 || delay.toMillis() % 1000 != 0) {
            settings.problem(
                    "--deregistration-delay",
                    settings.optional("--deregistration-delay").get(),
                    "must be whole seconds, at most 1h");
        }
        return Optional.of(delay);
    }
}
