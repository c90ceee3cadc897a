package io.ecsdrain.infra;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * The reaper's actions, one statement for each reason. Whatever changes something names the ARNs it may change, and the tag that
 * must be on them where the action knows tag conditions; {@code *} remains for reads that AWS authorises on nothing narrower.
 */
final class ReaperPermissions {

    private static final String ANY_NAME = "*";
    private static final String TAG = "aws:ResourceTag/";

    private final InfraConfig config;
    private final Stack stack;
    private final String cluster;

    ReaperPermissions(InfraConfig config, Construct scope) {
        this.config = config;
        this.stack = Stack.of(scope);
        this.cluster = config.cluster();
    }

    List<PolicyStatement> statements() {
        List<PolicyStatement> all = new ArrayList<>();
        all.addAll(reads());
        all.addAll(services());
        all.addAll(routes());
        all.add(parameters());
        all.add(scaling());
        return all;
    }

    private List<PolicyStatement> reads() {
        return List.of(
                // ListTasks is authorised on container instances, which Fargate has none of; the cluster is a condition
                // for both.
                allow("ReadCluster", List.of("ecs:ListServices", "ecs:ListTasks"), List.of("*"), inCluster()),
                allow(
                        "ReadServicesAndTasks",
                        List.of("ecs:DescribeServices", "ecs:DescribeTasks", "ecs:GetTaskProtection"),
                        List.of(arn("ecs", "service", cluster + "/*"), arn("ecs", "task", cluster + "/*")),
                        Map.of()),
                allow(
                        "ReadWithoutResourceLevelSupport",
                        List.of(
                                "application-autoscaling:DescribeScalableTargets",
                                "cloudwatch:GetMetricData",
                                "elasticloadbalancing:DescribeListeners",
                                "elasticloadbalancing:DescribeRules",
                                "elasticloadbalancing:DescribeTags",
                                "elasticloadbalancing:DescribeTargetGroupAttributes",
                                "elasticloadbalancing:DescribeTargetGroups",
                                "elasticloadbalancing:DescribeTargetHealth"),
                        List.of("*"),
                        Map.of()),
                allow(
                        "ReadParameters",
                        List.of("ssm:GetParameter", "ssm:GetParametersByPath"),
                        // GetParametersByPath is authorised on the path itself, the others on what lies below it.
                        List.of(
                                arn("ssm", "parameter", "apps" + below()),
                                arn("ssm", "parameter", "apps" + below() + "/*")),
                        Map.of()));
    }

    private List<PolicyStatement> services() {
        List<String> ours = List.of(arn("ecs", "service", cluster + "/svc-" + name() + "-*"));
        Map<String, Object> retired = conditions(true);
        merge(retired, "StringEquals", TAG + Tags.STATE, TagState.RETIRED.word());
        return List.of(
                allow(
                        "ScaleAndMarkServices",
                        List.of("ecs:UpdateService", "ecs:TagResource", "ecs:UntagResource"),
                        ours,
                        conditions(true)),
                // Design rule "delete only what carries our mark", held by IAM as well as by the code.
                allow("DeleteRetiredServices", List.of("ecs:DeleteService"), ours, retired),
                // Tasks carry no tags of ours (propagateTags is the user's), so the cluster is the narrowest there is.
                allow(
                        "ClearTaskProtection",
                        List.of("ecs:UpdateTaskProtection"),
                        List.of(arn("ecs", "task", cluster + "/*")),
                        inCluster()));
    }

    private List<PolicyStatement> routes() {
        Map<String, Object> tagged = conditions(config.untaggedRoutes() == UntaggedRoutes.REFUSE);
        List<String> rules = config.listenerArns().isEmpty()
                ? List.of(arn("elasticloadbalancing", "listener-rule", "app/*/*/*/*"))
                : config.listenerArns().stream()
                        .map(listener -> listener.replace(":listener/", ":listener-rule/") + "/*")
                        .toList();
        List<String> groups = List.of(arn("elasticloadbalancing", "targetgroup", "*/*"));
        List<String> listeners = config.listenerArns().isEmpty()
                ? List.of(arn("elasticloadbalancing", "listener", "app/*/*/*"))
                : config.listenerArns();
        List<String> tags = List.of("elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags");
        return List.of(
                allow(
                        "ParkAndDeleteRules",
                        join(tags, "elasticloadbalancing:ModifyRule", "elasticloadbalancing:DeleteRule"),
                        rules,
                        tagged),
                allow(
                        "ShortenAndDeleteTargetGroups",
                        join(
                                tags,
                                "elasticloadbalancing:ModifyTargetGroupAttributes",
                                "elasticloadbalancing:DeleteTargetGroup"),
                        groups,
                        tagged),
                // Converge points the default action at the live deployment. The listener is the team's and carries no
                // tag of ours.
                allow("ConvergeDefaultAction", List.of("elasticloadbalancing:ModifyListener"), listeners, Map.of()));
    }

    private PolicyStatement parameters() {
        // Neither action knows a tag that the plan's own script would have set, so the path is the narrowing.
        return allow(
                "WriteParameters",
                List.of("ssm:PutParameter", "ssm:DeleteParameter"),
                List.of(arn("ssm", "parameter", "apps/" + name() + "/*/state")),
                Map.of());
    }

    private PolicyStatement scaling() {
        // Scalable targets have opaque ids; what they scale is a condition.
        return allow(
                "SuspendAndRemoveScaling",
                List.of(
                        "application-autoscaling:RegisterScalableTarget",
                        "application-autoscaling:DeregisterScalableTarget"),
                List.of(arn("application-autoscaling", "scalable-target", "*")),
                Map.of(
                        "StringEquals",
                        Map.of(
                                "application-autoscaling:service-namespace", "ecs",
                                "application-autoscaling:scalable-dimension", "ecs:service:DesiredCount")));
    }

    /** Tag conditions: must be tagged, or may be untagged but never tagged for another name. */
    private Map<String, Object> conditions(boolean mustBeTagged) {
        Map<String, Object> conditions = new LinkedHashMap<>();
        String key = TAG + Tags.DEPLOYMENT_NAME;
        if (config.deploymentName().isPresent()) {
            String operator = mustBeTagged ? "StringEquals" : "StringEqualsIfExists";
            merge(conditions, operator, key, config.deploymentName().get());
        } else if (mustBeTagged) {
            merge(conditions, "Null", key, "false");
        }
        return conditions;
    }

    private static void merge(Map<String, Object> conditions, String operator, String key, String value) {
        @SuppressWarnings("unchecked")
        Map<String, String> keys =
                (Map<String, String>) conditions.computeIfAbsent(operator, any -> new LinkedHashMap<String, String>());
        keys.put(key, value);
    }

    private Map<String, Object> inCluster() {
        return Map.of("ArnEquals", Map.of("ecs:cluster", arn("ecs", "cluster", cluster)));
    }

    private String name() {
        return config.deploymentName().orElse(ANY_NAME);
    }

    private String below() {
        return config.deploymentName().map(name -> "/" + name).orElse("");
    }

    private String arn(String service, String resource, String name) {
        return stack.formatArn(ArnComponents.builder()
                .service(service)
                .resource(resource)
                .resourceName(name)
                .arnFormat(ArnFormat.SLASH_RESOURCE_NAME)
                .build());
    }

    private static List<String> join(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
    }

    private static PolicyStatement allow(
            String sid, List<String> actions, List<String> resources, Map<String, Object> conditions) {
        PolicyStatement.Builder statement =
                PolicyStatement.Builder.create().sid(sid).actions(actions).resources(resources);
        if (!conditions.isEmpty()) {
            statement.conditions(conditions);
        }
        return statement.build();
    }
}
