package io.ecsdrain.localaws.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.iam.Authorization;
import io.ecsdrain.localaws.iam.Authorizer;
import io.ecsdrain.localaws.iam.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What ECS asks IAM, after its page of the Service Authorization Reference. */
final class EcsAuthorizer implements Authorizer {

    private static final String CLUSTER = "ecs:cluster";
    private static final String SERVICE = "service/";

    private final EcsContext context;
    private final Directory directory;

    EcsAuthorizer(EcsContext context, Directory directory) {
        this.context = context;
        this.directory = directory;
    }

    @Override
    public List<Authorization> asked(String operation, JsonNode in) {
        String action = "ecs:" + operation;
        return switch (operation) {
            case "CreateCluster" -> createCluster(action, in);
            case "DeleteCluster" -> List.of(onCluster(action, in.path("cluster").asText("")));
            case "DescribeClusters" -> each(Inputs.texts(in.path("clusters")), asked -> onCluster(action, asked));
            case "RegisterTaskDefinition" -> register(action, in);
            case "CreateService" -> createService(action, in);
            case "UpdateService" -> withRoles(in, updated(action, in));
            case "DeleteService" -> List.of(onService(action, in, in.path("service")));
            case "DescribeServices" -> each(Inputs.texts(in.path("services")), asked -> onService(action, in, asked));
            // Both are authorised on no service and no task; the cluster is their only narrowing.
            case "ListServices", "ListTasks" ->
                List.of(Authorization.of(action, Authorization.ANY).with(CLUSTER, clusterArn(in)));
            case "DescribeTasks", "GetTaskProtection", "UpdateTaskProtection" ->
                each(Inputs.texts(in.path("tasks")), asked -> onTask(action, in, asked));
            case "StopTask" -> List.of(onTask(action, in, in.path("task").asText("")));
            case "TagResource" -> List.of(onArn(action, in).bringing(Inputs.tags(in.path("tags"))));
            case "UntagResource" -> List.of(onArn(action, in).tagKeys(Inputs.texts(in.path("tagKeys"))));
            case "ListTagsForResource" -> List.of(onArn(action, in));
            default -> List.of(Authorization.of(action, Authorization.ANY));
        };
    }

    private List<Authorization> createCluster(String action, JsonNode in) {
        String arn = context.arn("cluster/" + in.path("clusterName").asText(Directory.DEFAULT_CLUSTER));
        List<Authorization> asked = new ArrayList<>(created(Authorization.of(action, arn), arn, in));
        if (directory.clusters().isEmpty()) {
            // The account's first cluster brings the role with which ECS itself registers targets.
            asked.add(Authorization.of(
                            "iam:CreateServiceLinkedRole",
                            role("aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"))
                    .with("iam:AWSServiceName", "ecs.amazonaws.com"));
        }
        return asked;
    }

    private List<Authorization> register(String action, JsonNode in) {
        String arn = context.arn("task-definition/" + in.path("family").asText("") + ":*");
        List<Authorization> asked = new ArrayList<>(created(Authorization.of(action, arn), arn, in));
        Stream.of("taskRoleArn", "executionRoleArn")
                .map(member -> Inputs.text(in.path(member)))
                .forEach(role -> pass(role).ifPresent(asked::add));
        return asked;
    }

    private List<Authorization> createService(String action, JsonNode in) {
        String arn = serviceArn(in, in.path("serviceName").asText(""));
        Authorization create = withDefinition(Authorization.of(action, arn).with(CLUSTER, clusterArn(in)), in);
        return withRoles(in, created(create, arn, in));
    }

    private List<Authorization> updated(String action, JsonNode in) {
        return List.of(withDefinition(onService(action, in, in.path("service")), in));
    }

    private Authorization withDefinition(Authorization asked, JsonNode in) {
        return asked.with(
                "ecs:task-definition",
                definition(in).map(each -> each.arn).orElse(Inputs.text(in.path("taskDefinition"))));
    }

    /**
     * With a task definition its roles are asked about again. The reference does not say so; error messages that users
     * report do, and a policy that allows the registration allows this too.
     */
    private List<Authorization> withRoles(JsonNode in, List<Authorization> asked) {
        List<Authorization> all = new ArrayList<>(asked);
        definition(in).ifPresent(found -> Stream.of(found.registered.taskRoleArn(), found.registered.executionRoleArn())
                .forEach(role -> pass(role).ifPresent(all::add)));
        return all;
    }

    private Optional<DefinitionState> definition(JsonNode in) {
        return Optional.ofNullable(Inputs.text(in.path("taskDefinition"))).flatMap(directory::definition);
    }

    private Optional<Authorization> pass(String role) {
        return Optional.ofNullable(role).filter(given -> !given.isEmpty()).map(given -> Authorization.of(
                        "iam:PassRole", given.startsWith("arn:") ? given : role(given))
                .with("iam:PassedToService", "ecs-tasks.amazonaws.com"));
    }

    private String role(String path) {
        return "arn:aws:iam::" + context.world().account() + ":role/" + path;
    }

    /** Tags at creation are asked about a second time, as tagging. */
    private static List<Authorization> created(Authorization create, String arn, JsonNode in) {
        Map<String, String> tags = Inputs.tags(in.path("tags"));
        Authorization tag = Authorization.of("ecs:TagResource", arn)
                .with("ecs:CreateAction", create.action().substring("ecs:".length()))
                .bringing(tags);
        return tags.isEmpty() ? List.of(create) : List.of(create.bringing(tags), tag);
    }

    private Authorization onCluster(String action, String asked) {
        return Authorization.of(action, clusterArn(asked))
                .tagged(directory.find(asked).map(each -> each.tags.map()).orElse(Map.of()));
    }

    private Authorization onService(String action, JsonNode in, JsonNode service) {
        return onService(action, in, service.asText(""));
    }

    private Authorization onService(String action, JsonNode in, String asked) {
        Map<String, String> tags = directory
                .find(in.path("cluster").asText(""))
                .flatMap(each -> each.service(asked))
                .map(each -> each.tags.map())
                .orElse(Map.of());
        return Authorization.of(action, serviceArn(in, asked))
                .with(CLUSTER, clusterArn(in))
                .tagged(tags);
    }

    private Authorization onTask(String action, JsonNode in, String asked) {
        Map<String, String> tags = directory
                .find(in.path("cluster").asText(""))
                .flatMap(each -> each.task(asked))
                .map(each -> each.tags.map())
                .orElse(Map.of());
        return Authorization.of(action, inCluster(in, "task/", asked))
                .with(CLUSTER, clusterArn(in))
                .tagged(tags);
    }

    private Authorization onArn(String action, JsonNode in) {
        String arn = in.path("resourceArn").asText("");
        return Authorization.of(action, arn)
                .tagged(TagOperations.find(directory, arn).map(TagSet::map).orElse(Map.of()));
    }

    private String clusterArn(JsonNode in) {
        return clusterArn(in.path("cluster").asText(""));
    }

    private String clusterArn(String asked) {
        String name = asked.isEmpty() ? Directory.DEFAULT_CLUSTER : ClusterState.lastPart(asked);
        return asked.startsWith("arn:") ? asked : context.arn("cluster/" + name);
    }

    private String serviceArn(JsonNode in, String asked) {
        return inCluster(in, SERVICE, asked);
    }

    private String inCluster(JsonNode in, String kind, String asked) {
        String cluster = ClusterState.lastPart(clusterArn(in));
        return asked.startsWith("arn:") ? asked : context.arn(kind + cluster + "/" + asked);
    }

    private static List<Authorization> each(List<String> asked, Function<String, Authorization> question) {
        return asked.stream().map(question).toList();
    }
}
