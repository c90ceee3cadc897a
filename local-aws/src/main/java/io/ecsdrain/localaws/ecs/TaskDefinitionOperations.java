package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.Answers.Attribute;
import io.ecsdrain.localaws.ecs.shapes.Answers.ListTaskDefinitionsAnswer;
import io.ecsdrain.localaws.ecs.shapes.Answers.TaskDefinition;
import io.ecsdrain.localaws.ecs.shapes.Answers.TaskDefinitionAnswer;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.DeregisterTaskDefinitionInput;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.DescribeTaskDefinitionInput;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.ListTaskDefinitionsInput;
import io.ecsdrain.localaws.ecs.shapes.TaskDefinitions.RegisterTaskDefinitionInput;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** RegisterTaskDefinition, DescribeTaskDefinition, DeregisterTaskDefinition, ListTaskDefinitions. */
final class TaskDefinitionOperations {

    private final EcsContext context;
    private final Directory directory;

    TaskDefinitionOperations(EcsContext context, Directory directory) {
        this.context = context;
        this.directory = directory;
    }

    void addTo(Operations operations) {
        operations
                .on("RegisterTaskDefinition", RegisterTaskDefinitionInput.class, this::register)
                .on("DescribeTaskDefinition", DescribeTaskDefinitionInput.class, this::describe)
                .on("DeregisterTaskDefinition", DeregisterTaskDefinitionInput.class, this::deregister)
                .on("ListTaskDefinitions", ListTaskDefinitionsInput.class, this::list);
    }

    private Object register(RegisterTaskDefinitionInput in) {
        Members.refuse("RegisterTaskDefinition", in, Set.of("proxyConfiguration", "inferenceAccelerators"));
        ContainerRules.check(in);
        List<DefinitionState> family = directory.family(in.family());
        int revision = family.size() + 1;
        String arn = context.arn("task-definition/" + in.family() + ":" + revision);
        DefinitionState definition = new DefinitionState(in, revision, arn, context.now());
        family.add(definition);
        return new TaskDefinitionAnswer(json(definition), definition.tags.list());
    }

    private Object describe(DescribeTaskDefinitionInput in) {
        DefinitionState definition = find(in.taskDefinition());
        boolean tags = in.include() != null && in.include().contains("TAGS");
        return new TaskDefinitionAnswer(json(definition), tags ? definition.tags.list() : null);
    }

    private Object deregister(DeregisterTaskDefinitionInput in) {
        String asked = EcsErrors.required(in.taskDefinition(), "taskDefinition");
        if (!asked.matches(".*:[0-9]+")) {
            throw EcsErrors.client("Task definition must be given as family:revision.");
        }
        DefinitionState definition = find(asked);
        if (definition.active()) {
            definition.deregisteredAt = context.now();
        }
        return new TaskDefinitionAnswer(json(definition), null);
    }

    private DefinitionState find(String asked) {
        return directory
                .definition(EcsErrors.required(asked, "taskDefinition"))
                .orElseThrow(() -> EcsErrors.client("Unable to describe task definition."));
    }

    private Object list(ListTaskDefinitionsInput in) {
        String status = in.status() == null ? "ACTIVE" : in.status();
        if (!status.equals("ACTIVE") && !status.equals("INACTIVE")) {
            throw EcsErrors.invalid("status must be ACTIVE or INACTIVE here.");
        }
        if ("DESC".equals(in.sort())) {
            throw AwsError.unsupported("ListTaskDefinitions with sort DESC");
        }
        List<String> keys = directory.families().stream()
                .flatMap(List::stream)
                .filter(each ->
                        in.familyPrefix() == null || each.registered.family().equals(in.familyPrefix()))
                .filter(each -> each.active() == status.equals("ACTIVE"))
                .map(TaskDefinitionOperations::key)
                .sorted()
                .toList();
        return Pages.cut(keys, in.nextToken(), in.maxResults(), Pages.MOST, this::page);
    }

    /** Sorts as AWS lists: by family, then by revision as a number. */
    private static String key(DefinitionState definition) {
        return String.format("%s:%09d", definition.registered.family(), definition.revision);
    }

    private ListTaskDefinitionsAnswer page(List<String> keys, String token) {
        List<String> arns = keys.stream()
                .map(each -> directory.definition(each).orElseThrow().arn)
                .toList();
        return new ListTaskDefinitionsAnswer(arns, token);
    }

    /** With the members that only ECS writes: an answer is not what RegisterTaskDefinition takes. */
    private TaskDefinition json(DefinitionState definition) {
        RegisterTaskDefinitionInput in = definition.registered;
        List<String> launchTypes = in.requiresCompatibilities() == null ? List.of() : in.requiresCompatibilities();
        return new TaskDefinition(
                definition.arn,
                in.containerDefinitions(),
                in.family(),
                in.taskRoleArn(),
                in.executionRoleArn(),
                in.networkMode(),
                definition.revision,
                in.volumes() == null ? List.of() : in.volumes(),
                definition.active() ? "ACTIVE" : "INACTIVE",
                in.placementConstraints() == null ? List.of() : in.placementConstraints(),
                launchTypes.contains("FARGATE") ? List.of("EC2", "FARGATE") : List.of("EC2"),
                in.runtimePlatform(),
                in.requiresCompatibilities(),
                in.cpu(),
                in.memory(),
                in.pidMode(),
                in.ipcMode(),
                null,
                attributes(in),
                definition.registeredAt,
                "arn:aws:iam::" + context.world().account() + ":role/local",
                definition.deregisteredAt,
                in.ephemeralStorage(),
                in.enableFaultInjection());
    }

    /** Some of those that ECS derives; which ones there are is documented nowhere as a whole. */
    private static List<Attribute> attributes(RegisterTaskDefinitionInput in) {
        List<Attribute> derived = new ArrayList<>();
        if ("awsvpc".equals(in.networkMode())) {
            derived.add(new Attribute("ecs.capability.task-eni"));
        }
        if (in.taskRoleArn() != null) {
            derived.add(new Attribute("com.amazonaws.ecs.capability.task-iam-role"));
        }
        derived.add(new Attribute("com.amazonaws.ecs.capability.docker-remote-api.1.18"));
        return derived;
    }
}
