package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.deploy.Affinity;
import io.ecsdrain.deployer.plan.deploy.DeployRequest.TaskDefinition;
import io.ecsdrain.deployer.plan.deploy.Secret;
import io.ecsdrain.deployer.plan.taskdef.TaskDefinitionInput;
import java.util.ArrayList;
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
            description =
                    "A JSON file as 'aws ecs register-task-definition --cli-input-json' takes it (ending in .json, or a path), "
                            + "or an ARN or family[:revision]. Required.")
    private String taskDefinition;

    @Option(names = "--listener", paramLabel = "ARN", description = "Listener to serve on. Required.")
    private String listener;

    @Option(
            names = "--affinity",
            paramLabel = "KIND:NAME",
            description =
                    "header:NAME, cookie:NAME or query:NAME: how a client says which deployment it began on. Given "
                            + "again, or several with commas between: a rule each, of which a client need meet but one. "
                            + "Default: header:X-Ecs-Drain-Deployment, which serves to try a deployment before it is live.")
    private List<String> affinity;

    @Option(
            names = "--oidc-secret-from",
            paramLabel = "VARIABLE",
            description =
                    "Environment variable that holds the OIDC client's secret. Needed on a listener that has its clients log in "
                            + "by authenticate-oidc: the deployment's rule does so too, and AWS does not show the secret.")
    private String oidcSecretFrom;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long to wait for healthy targets, at most half of DEPLOY_TIMEOUT_MIN. Default: 15m")
    private String timeout;

    void fill(Inputs inputs) {
        inputs.flag("--task-definition", taskDefinition)
                .flag("--listener", listener)
                .flag("--affinity", affinity == null ? null : String.join(",", affinity))
                .flag("--oidc-secret-from", oidcSecretFrom)
                .flag("--timeout", timeout);
    }

    /**
     * @param inFile what the service's file says, which counts if the flag is not given; another revision of its family
     *     may be
     */
    Optional<TaskDefinition> taskDefinition(Settings settings, Optional<String> inFile) {
        Optional<TaskDefinition> given = inFile.isPresent() && taskDefinition == null
                ? Optional.of(TaskDefinition.of(inFile.get()))
                : taskDefinition(settings);
        inFile.filter(text -> given.filter(each ->
                                !each.family().equals(TaskDefinition.of(text).family()))
                        .isPresent())
                .ifPresent(text -> settings.problem(
                        "--task-definition",
                        taskDefinition,
                        "must be of the family that --service-definition names (" + text + ")"));
        return given;
    }

    private Optional<TaskDefinition> taskDefinition(Settings settings) {
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

    String listener(Settings settings) {
        String listener = settings.required("--listener", "the ARN of the listener to serve on");
        if (!listener.isEmpty() && !listener.matches("arn:[^ ]+:listener/[^ ]+")) {
            settings.problem("--listener", listener, "must be the ARN of a listener");
        }
        return listener;
    }

    /** One rule each. */
    List<Affinity> affinities(Settings settings, DeploymentKey key) {
        List<Affinity> affinities = new ArrayList<>();
        for (String text :
                settings.optional("--affinity").map(all -> all.split(",", -1)).orElse(new String[0])) {
            Optional<Affinity> parsed = Affinity.parse(text.trim());
            parsed.flatMap(affinity -> affinity.problem(key))
                    .ifPresent(problem -> settings.problem("--affinity '" + text + "': " + problem));
            if (parsed.isEmpty()) {
                settings.problem(
                        "--affinity", text, "must be header:NAME, cookie:NAME or query:NAME (letters, digits, . _ -)");
            } else if (affinities.contains(parsed.get())) {
                settings.problem("--affinity '" + text + "' is there twice");
            } else {
                affinities.add(parsed.get());
            }
        }
        return affinities.isEmpty() ? List.of(Affinity.PREVIEW) : affinities;
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
}
