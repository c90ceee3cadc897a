package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.deploy.CapacityProvider;
import io.ecsdrain.deployer.plan.deploy.ServiceDefinition;
import io.ecsdrain.deployer.plan.deploy.ServiceRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The service to create: flags, or a file, or the file with flags for what it does not say. */
final class ServiceOptions {

    private static final String FILE = "--service-definition";
    private static final Pattern PROVIDER = Pattern.compile("([A-Za-z0-9_-]{1,255})(?::(\\d{1,4}))?");
    private static final int MOST_WEIGHT = 1000;

    @Option(
            names = FILE,
            paramLabel = "FILE",
            description =
                    "A JSON file as 'aws ecs create-service --cli-input-json' takes it. Its name, target group and the tags of a "
                            + "deployment are ecs-drain's; a flag that says something else than the file is an error.")
    private String file;

    @Option(names = "--container", paramLabel = "NAME", description = "Container that takes the requests. Required.")
    private String container;

    @Option(names = "--container-port", paramLabel = "N", description = "Its port. Required.")
    private String containerPort;

    @Option(names = "--subnets", paramLabel = "ID,...", description = "1 to 16 subnets. Required.")
    private String subnets;

    @Option(names = "--security-groups", paramLabel = "ID,...", description = "1 to 5 security groups. Required.")
    private String securityGroups;

    @Option(
            names = "--assign-public-ip",
            description = "Give each task a public address, which it needs in a subnet without NAT to pull its image.")
    private boolean publicIp;

    @Option(
            names = "--count",
            paramLabel = "N",
            description =
                    "Desired tasks. Default: as many as the live deployment has; for the first the file's desiredCount, or 2.")
    private String count;

    @Option(
            names = "--capacity-provider",
            paramLabel = "NAME[:WEIGHT],...",
            description =
                    "What tasks run on, such as FARGATE:1,FARGATE_SPOT:3 (share by weight). Default: what the task definition asks "
                            + "for. AWS stops Spot tasks with two minutes' notice, whatever sessions they have.")
    private String capacityProvider;

    @Option(names = "--enable-execute-command", description = "Allow 'aws ecs execute-command' on its tasks.")
    private boolean executeCommand;

    @Option(
            names = "--health-grace",
            paramLabel = "TIME",
            description =
                    "For how long after a task's start ECS does not replace it for failing health checks; 0 is possible. "
                            + "Default: as long as deploy waits (--timeout), for a task that is killed while it starts never serves.")
    private String healthGrace;

    void fill(Inputs inputs) {
        inputs.flag(FILE, file)
                .flag("--container", container)
                .flag("--container-port", containerPort)
                .flag("--subnets", subnets)
                .flag("--security-groups", securityGroups)
                .flag("--count", count)
                .flag("--capacity-provider", capacityProvider)
                .flag("--health-grace", healthGrace);
    }

    /** The file, with what in it contradicts a deployment of {@code key} noted. */
    ServiceDefinition definition(Settings settings, DeploymentKey key, String cluster) {
        ServiceDefinition definition = settings.optional(FILE)
                .flatMap(name -> JsonFiles.read(settings, FILE, name))
                .map(ServiceDefinition::of)
                .orElse(ServiceDefinition.NONE);
        definition.problems(key, cluster).forEach(problem -> settings.problem(FILE + ": " + problem));
        return definition;
    }

    /** @param waits how long deploy waits for healthy targets */
    ServiceRequest read(Settings settings, ServiceDefinition definition, Duration waits) {
        return new ServiceRequest(
                container(settings, definition),
                port(settings, definition),
                ids(settings, "--subnets", definition.subnets(), "the subnets of the tasks", 16, false),
                ids(
                        settings,
                        "--security-groups",
                        definition.securityGroups(),
                        "the security groups of the tasks",
                        5,
                        definition.hasNetwork()),
                publicIp || definition.publicIp(),
                settings.optional("--count").map(given -> settings.integer("--count", 2, 1, 1000)),
                healthGrace(settings, definition, waits),
                providers(settings, definition),
                executeCommand || definition.executeCommand(),
                definition);
    }

    private static String container(Settings settings, ServiceDefinition definition) {
        String name = either(settings, "--container", definition.container(), "the container that takes the requests");
        if (!name.isEmpty() && !name.matches("[A-Za-z0-9_-]{1,255}")) {
            settings.problem("--container", name, "must match [A-Za-z0-9_-]{1,255}");
        }
        return name;
    }

    private int port(Settings settings, ServiceDefinition definition) {
        Optional<String> inFile = definition.containerPort().map(String::valueOf);
        either(settings, "--container-port", inFile, "the port it listens on");
        return containerPort == null || containerPort.isBlank()
                ? definition.containerPort().orElse(1)
                : settings.integer("--container-port", 1, 1, 65_535);
    }

    private static List<String> ids(
            Settings settings, String flag, List<String> inFile, String meaning, int most, boolean mayBeNone) {
        boolean needed = inFile.isEmpty() && !mayBeNone;
        String text = needed
                ? settings.required(flag, meaning)
                : settings.optional(flag).orElse("");
        if (text.isEmpty()) {
            return inFile;
        }
        List<String> parts =
                Arrays.stream(text.split(",", -1)).map(String::trim).toList();
        if (parts.size() > most || parts.stream().anyMatch(part -> !part.matches("[a-z0-9-]+"))) {
            settings.problem(flag, text, "must be 1 to " + most + " ids, separated by commas");
        } else if (!inFile.isEmpty() && !Set.copyOf(parts).equals(Set.copyOf(inFile))) {
            contradiction(settings, flag, text, String.join(",", inFile));
        }
        return parts;
    }

    private Duration healthGrace(Settings settings, ServiceDefinition definition, Duration waits) {
        Duration grace = Limits.timeOrNone(
                settings, "--health-grace", definition.healthGrace().orElse(waits));
        definition
                .healthGrace()
                .filter(inFile -> !inFile.equals(grace))
                .ifPresent(inFile -> contradiction(settings, "--health-grace", healthGrace, inFile.toSeconds() + "s"));
        return grace;
    }

    private List<CapacityProvider> providers(Settings settings, ServiceDefinition definition) {
        Optional<String> text = settings.optional("--capacity-provider");
        if (text.isEmpty()) {
            return definition.capacityProviders();
        }
        if (definition.hasLaunchType() || !definition.capacityProviders().isEmpty()) {
            settings.problem(
                    "--capacity-provider and " + FILE + " both say what the tasks run on: leave it out of one of them");
        }
        return Arrays.stream(text.get().split(",", -1))
                .flatMap(each -> provider(settings, text.get(), each.trim()).stream())
                .toList();
    }

    private static Optional<CapacityProvider> provider(Settings settings, String text, String each) {
        Matcher matcher = PROVIDER.matcher(each);
        int weight = matcher.matches() && matcher.group(2) != null ? Integer.parseInt(matcher.group(2)) : 1;
        if (!matcher.matches() || weight > MOST_WEIGHT) {
            settings.problem(
                    "--capacity-provider",
                    text,
                    "must be names of capacity providers, each with a weight of 0 to 1000 if it is not 1, such as"
                            + " FARGATE:1,FARGATE_SPOT:3");
            return Optional.empty();
        }
        return Optional.of(new CapacityProvider(matcher.group(1), weight, 0));
    }

    /** What the flag says, else the file; both may say it if they say the same. */
    private static String either(Settings settings, String flag, Optional<String> inFile, String meaning) {
        if (inFile.isEmpty()) {
            return settings.required(flag, meaning);
        }
        Optional<String> given = settings.optional(flag);
        given.filter(value -> !value.equals(inFile.get()))
                .ifPresent(value -> contradiction(settings, flag, value, inFile.get()));
        return given.orElse(inFile.get());
    }

    private static void contradiction(Settings settings, String flag, String given, String inFile) {
        settings.problem(flag, given, "must be '" + inFile + "', as " + FILE + " says, or be left out");
    }
}
