package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.deploy.Affinity;
import io.ecsdrain.deployer.plan.deploy.DeployRequest.TaskDefinition;
import io.ecsdrain.deployer.plan.deploy.Secret;
import io.ecsdrain.deployer.plan.taskdef.TaskDefinitionInput;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What to create. */
final class DeployOptions {

    /** ARN, family or family:revision; a file that exists is taken as a file first. */
    private static final String REFERENCE = "(arn:[^ ]+:task-definition/)?[A-Za-z0-9_-]{1,255}(:\\d+)?";

    @Option(
            names = "--task-definition",
            paramLabel = "FILE|ARN",
            description = {
                "A JSON file as 'aws ecs register-task-definition --cli-input-json' takes it (ending in .json, or a path),",
                "or an ARN or family[:revision]. Required."
            })
    private String taskDefinition;

    @Option(names = "--container", paramLabel = "NAME", description = "Container that takes the requests. Required.")
    private String container;

    @Option(names = "--container-port", paramLabel = "N", description = "Its port. Required.")
    private String containerPort;

    @Option(names = "--listener", paramLabel = "ARN", description = "Listener to serve on. Required.")
    private String listener;

    @Option(names = "--subnets", paramLabel = "ID,...", description = "1 to 16 subnets. Required.")
    private String subnets;

    @Option(names = "--security-groups", paramLabel = "ID,...", description = "1 to 5 security groups. Required.")
    private String securityGroups;

    @Option(names = "--health-path", paramLabel = "PATH", description = "Health check. Default: /")
    private String healthPath;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Desired tasks. Default: as many as the live deployment has; 2 for the first.")
    private String count;

    @Option(
            names = "--affinity",
            paramLabel = "KIND:NAME",
            description = {
                "header:NAME, cookie:NAME or query:NAME: how a client says which deployment it began on.",
                "Default: header:X-Ecs-Drain-Deployment, which serves to try a deployment before it is live."
            })
    private String affinity;

    @Option(
            names = "--health-grace",
            paramLabel = "TIME",
            description = {
                "For how long after a task's start ECS does not replace it for failing health checks; 0 is possible.",
                "Default: as long as deploy waits (--timeout), for a task that is killed while it starts never serves."
            })
    private String healthGrace;

    @Option(
            names = "--oidc-secret-from",
            paramLabel = "VARIABLE",
            description = {
                "Environment variable that holds the OIDC client's secret. Needed on a listener that has its clients log in",
                "by authenticate-oidc: the deployment's rule does so too, and AWS does not show the secret."
            })
    private String oidcSecretFrom;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long to wait for healthy targets, at most half of DEPLOY_TIMEOUT_MIN. Default: 15m")
    private String timeout;

    void fill(Inputs inputs) {
        inputs.flag("--task-definition", taskDefinition)
                .flag("--container", container)
                .flag("--container-port", containerPort)
                .flag("--listener", listener)
                .flag("--subnets", subnets)
                .flag("--security-groups", securityGroups)
                .flag("--health-path", healthPath)
                .flag("--count", count)
                .flag("--affinity", affinity)
                .flag("--health-grace", healthGrace)
                .flag("--oidc-secret-from", oidcSecretFrom)
                .flag("--timeout", timeout);
    }

    Optional<TaskDefinition> taskDefinition(Settings settings) {
        String text = settings.required("--task-definition", "a JSON file, an ARN or family[:revision]");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        boolean file = text.endsWith(".json") || text.contains("/") && !text.startsWith("arn:");
        if (file) {
            // Of wrong types the SDK's own reading of it says more, and says it together with all else.
            return JsonFiles.read(settings, "--task-definition", text)
                    .map(TaskDefinitionInput::of)
                    .map(TaskDefinitionInput::definition)
                    .map(TaskDefinition::of);
        }
        if (!text.matches(REFERENCE)) {
            settings.problem("--task-definition", text, "must be a .json file, an ARN or family[:revision]");
        }
        return Optional.of(TaskDefinition.of(text));
    }

    String container(Settings settings) {
        return shaped(settings, "--container", "the container that takes the requests", "[A-Za-z0-9_-]{1,255}");
    }

    int containerPort(Settings settings) {
        settings.required("--container-port", "the port it listens on");
        return containerPort == null || containerPort.isBlank()
                ? 1
                : settings.integer("--container-port", 1, 1, 65_535);
    }

    String listener(Settings settings) {
        String listener = settings.required("--listener", "the ARN of the listener to serve on");
        if (!listener.isEmpty() && !listener.matches("arn:[^ ]+:listener/[^ ]+")) {
            settings.problem("--listener", listener, "must be the ARN of a listener");
        }
        return listener;
    }

    String healthPath(Settings settings) {
        String path = settings.optional("--health-path").orElse("/");
        if (!path.matches("/[!-~]{0,1023}")) {
            settings.problem("--health-path", path, "must begin with / and be at most 1024 visible characters");
        }
        return path;
    }

    List<String> subnets(Settings settings) {
        return list(settings, "--subnets", "the subnets of the tasks", 16);
    }

    List<String> securityGroups(Settings settings) {
        return list(settings, "--security-groups", "the security groups of the tasks", 5);
    }

    Optional<Integer> count(Settings settings) {
        return settings.optional("--count").map(given -> settings.integer("--count", 2, 1, 1000));
    }

    Duration healthGrace(Settings settings, Duration otherwise) {
        return Limits.timeOrNone(settings, "--health-grace", otherwise);
    }

    Affinity affinity(Settings settings, DeploymentKey key) {
        Optional<String> text = settings.optional("--affinity");
        Optional<Affinity> parsed = text.flatMap(Affinity::parse);
        if (text.isPresent() && parsed.isEmpty()) {
            settings.problem(
                    "--affinity",
                    text.get(),
                    "must be header:NAME, cookie:NAME or query:NAME (letters, digits, . _ -)");
        }
        parsed.flatMap(affinity -> affinity.problem(key))
                .ifPresent(problem -> settings.problem("--affinity '" + text.get() + "': " + problem));
        return parsed.orElse(Affinity.PREVIEW);
    }

    /** The value itself is in no message. */
    Optional<Secret> oidcSecret(Settings settings, Map<String, String> environment) {
        Optional<String> variable = settings.optional("--oidc-secret-from");
        Optional<String> value = variable.map(environment::get).filter(text -> !text.isBlank());
        if (variable.isPresent() && value.isEmpty()) {
            settings.problem(
                    "--oidc-secret-from", variable.get(), "must be the name of an environment variable that is set");
        }
        return value.map(Secret::new);
    }

    private static String shaped(Settings settings, String flag, String meaning, String pattern) {
        String value = settings.required(flag, meaning);
        if (!value.isEmpty() && !value.matches(pattern)) {
            settings.problem(flag, value, "must match " + pattern);
        }
        return value;
    }

    private static List<String> list(Settings settings, String flag, String meaning, int most) {
        String text = settings.required(flag, meaning);
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> parts =
                Arrays.stream(text.split(",", -1)).map(String::trim).toList();
        if (parts.size() > most || parts.stream().anyMatch(part -> !part.matches("[a-z0-9-]+"))) {
            settings.problem(flag, text, "must be 1 to " + most + " ids, separated by commas");
        }
        return parts;
    }
}
