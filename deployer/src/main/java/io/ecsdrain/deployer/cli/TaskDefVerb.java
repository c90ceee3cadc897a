package io.ecsdrain.deployer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.contract.SidecarVariables;
import io.ecsdrain.deployer.plan.taskdef.TaskDefRequest;
import io.ecsdrain.inventory.model.SidecarLogs;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "task-def",
        description = "Adds the sidecar to a task definition and prints the result on stdout; calls no AWS. "
                + "FILE is JSON as 'aws ecs register-task-definition --cli-input-json' takes it.")
final class TaskDefVerb extends Verb {

    private static final int MOST_PORT = 65_535;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The task definition. Required.")
    private String file;

    @Option(names = "--image", paramLabel = "IMAGE", description = "The sidecar's image. Without it a placeholder.")
    private String image;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Where the sidecar's logs go. Default: AWS_REGION, else where the app's go.")
    private String region;

    @Option(
            names = "--deployment-name",
            paramLabel = "NAME",
            description = "Default: DEPLOYMENT_NAME. With the id it is written into every container's environment.")
    private String name;

    @Option(
            names = "--deployment-id",
            paramLabel = "ID",
            description = "Default: DEPLOYMENT_ID. Without both, 'deploy' writes them later.")
    private String id;

    @Option(
            names = "--busy-ports",
            paramLabel = "PORTS|none",
            description = "The app's ports, separated by commas, whose connections count as sessions, or none. "
                    + "Default: the TCP ports of the first container that maps one.")
    private String busyPorts;

    @Option(
            names = "--log-group",
            paramLabel = "GROUP",
            description = "The sidecar's log group, which exists and is of the Standard class. Default: the app's. "
                    + "A reaper with EVIDENCE=log looks in /ecs-drain/NAME.")
    private String logGroup;

    TaskDefVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    void fill(Inputs inputs) {
        inputs.flag("FILE", file)
                .flag("--image", image)
                .flag("--busy-ports", busyPorts)
                .flag("--log-group", logGroup)
                .flag("--region", "AWS_REGION", region)
                .flag("--deployment-name", "DEPLOYMENT_NAME", name)
                .flag("--deployment-id", "DEPLOYMENT_ID", id);
    }

    @Override
    ExitCode run(Settings settings) {
        output.read(settings);
        String path = settings.required("FILE", "the task definition to add the sidecar to");
        Optional<JsonNode> document = path.isEmpty() ? Optional.empty() : JsonFiles.read(settings, "FILE", path);
        Optional<String> sidecar = settings.optional("--image");
        sidecar.filter(name -> !name.matches("\\S{1,255}"))
                .ifPresent(name -> settings.problem(
                        "--image", name, "must be an image's name, at most 255 characters without spaces"));
        Optional<String> counted = settings.optional("--busy-ports");
        counted.filter(ports -> !ports.equals("none") && !isPorts(ports))
                .ifPresent(ports -> settings.problem(
                        "--busy-ports", ports, "must be none, or " + SidecarVariables.DRAIN_BUSY_PORTS.values()));
        Optional<String> group = settings.optional("--log-group");
        group.filter(name -> !name.matches(SidecarLogs.NAME))
                .ifPresent(name -> settings.problem(
                        "--log-group", name, "must be a log group's name: letters, digits and . - _ / #, at most 512"));
        Optional<String> where = settings.optional("AWS_REGION");
        Optional<String> named = settings.optionalName("DEPLOYMENT_NAME");
        Optional<String> unique = settings.optionalName("DEPLOYMENT_ID");
        boolean both = named.isPresent() && unique.isPresent();
        // A name that is merely set in a shell, without an id, is no wish to write one.
        if (!both && (name != null || id != null)) {
            settings.problem("--deployment-name and --deployment-id belong together: give both or none");
        }
        return verbs.taskDef(settings.orThrow(() -> new TaskDefRequest(
                document.orElseThrow(),
                named.filter(any -> both).map(first -> new DeploymentKey(first, unique.orElseThrow())),
                sidecar,
                where,
                counted,
                group)));
    }

    private static boolean isPorts(String list) {
        return Stream.of(list.split(",", -1))
                .allMatch(port -> port.matches("[1-9]\\d{0,4}") && Integer.parseInt(port) <= MOST_PORT);
    }
}
