package io.ecsdrain.infra.policy;

import io.ecsdrain.contract.ReaperVariables;
import io.ecsdrain.contract.Tags;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;

/**
 * How far the policies of one stack reach: ARNs and tag conditions. Every string may be a CloudFormation parameter.
 *
 * @param cluster the cluster's short name
 * @param name the one deployment name; empty means every name of the cluster
 * @param listeners ARNs of the listeners in front of it; empty means any of an Application Load Balancer
 * @param untaggedRoutes whether rules and target groups without a {@code deployment_name} tag are in reach
 */
public record Reach(
        Stack stack, String cluster, Optional<String> name, List<String> listeners, UntaggedRoutes untaggedRoutes) {

    static final String RESOURCE_TAG = "aws:ResourceTag/";
    static final String REQUEST_TAG = "aws:RequestTag/";

    public Reach {
        listeners = List.copyOf(listeners);
    }

    List<String> services() {
        return List.of(arn("ecs", "service", cluster + "/svc-" + nameOrAny() + "-*"));
    }

    /**
     * How the names of its services begin; another name's may begin so too, as {@code svc-app-eu-} does for
     * {@code app}.
     */
    public String servicePrefix() {
        return name.map(only -> "svc-" + only + "-").orElse("svc-");
    }

    public String clusterArn() {
        return arn("ecs", "cluster", cluster);
    }

    List<String> tasks() {
        return List.of(arn("ecs", "task", cluster + "/*"));
    }

    /** For actions whose resource type Fargate has none of; the cluster is a condition then. */
    Conditions inCluster() {
        return new Conditions().arn("ecs:cluster", clusterArn());
    }

    List<String> listenersOrAny() {
        return listeners.isEmpty() ? List.of(arn("elasticloadbalancing", "listener", "app/*/*/*")) : listeners;
    }

    /** The rules of the listeners: same ARN, another resource type, one more part. */
    List<String> rules() {
        return listeners.isEmpty()
                ? List.of(arn("elasticloadbalancing", "listener-rule", "app/*/*/*/*"))
                : listeners.stream().map(Reach::rulesOf).toList();
    }

    private static String rulesOf(String listener) {
        String rule = Boolean.TRUE.equals(Token.isUnresolved(listener))
                ? Fn.join(":listener-rule/", Fn.split(":listener/", listener, 2))
                : listener.replace(":listener/", ":listener-rule/");
        return rule + "/*";
    }

    /** Their names hold a hash, and a team's script has names of its own: tags narrow them, not the name. */
    List<String> targetGroups() {
        return List.of(arn("elasticloadbalancing", "targetgroup", "*/*"));
    }

    /** Opaque ids: what they scale is a condition. */
    List<String> scalableTargets() {
        return List.of(arn("application-autoscaling", "scalable-target", "*"));
    }

    /** @param name may be empty: the ARN of no alarm */
    String alarms(String name) {
        return stack.formatArn(ArnComponents.builder()
                .service("cloudwatch")
                .resource("alarm:" + name)
                .arnFormat(ArnFormat.NO_RESOURCE_NAME)
                .build());
    }

    static Conditions desiredCounts() {
        return new Conditions()
                .equal("application-autoscaling:service-namespace", "ecs")
                .equal("application-autoscaling:scalable-dimension", "ecs:service:DesiredCount");
    }

    String stateParameters() {
        return parameter("/" + nameOrAny() + "/*/state");
    }

    String fenceParameters() {
        return parameter("/" + nameOrAny() + "/*/fence");
    }

    /** @param groups as {@link ReaperVariables#LOG_GROUP} has it */
    String logGroup(String groups) {
        return stack.formatArn(ArnComponents.builder()
                .service("logs")
                .resource("log-group")
                .resourceName(groups.replace(ReaperVariables.NAME_IN_LOG_GROUP, nameOrAny()) + ":*")
                .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                .build());
    }

    String register() {
        return parameter("/" + nameOrAny() + "/live");
    }

    /** GetParametersByPath is authorised on the path itself, GetParameters on what lies below it. */
    List<String> parametersAndPath() {
        String path = name.map(only -> "/" + only).orElse("");
        return List.of(parameter(path), parameter(path + "/*"));
    }

    /** {@code aws:ResourceTag/deployment_name} or {@code aws:RequestTag/deployment_name} is there and names the one. */
    Conditions tagged(String side) {
        Conditions conditions = new Conditions();
        return name.map(only -> conditions.equal(side + Tags.DEPLOYMENT_NAME, only))
                .orElseGet(() -> conditions.there(side + Tags.DEPLOYMENT_NAME));
    }

    /** What carries no tag yet is in reach, what is another name's is not. */
    Conditions taggedOrUntagged(String side) {
        Conditions conditions = new Conditions();
        return name.map(only -> conditions.equalIfThere(side + Tags.DEPLOYMENT_NAME, only))
                .orElse(conditions);
    }

    /** Is the name's, and the request does not make it another name's. */
    Conditions keepingName() {
        Conditions conditions = tagged(RESOURCE_TAG);
        return name.map(only -> conditions.equalIfThere(REQUEST_TAG + Tags.DEPLOYMENT_NAME, only))
                .orElse(conditions);
    }

    /**
     * They belong to the account: what is tagged for another cluster is out of reach, what says nothing of it is older
     * than that tag.
     */
    Conditions taggedRoutes() {
        Conditions byName =
                untaggedRoutes == UntaggedRoutes.REFUSE ? tagged(RESOURCE_TAG) : taggedOrUntagged(RESOURCE_TAG);
        return byName.equalIfThere(RESOURCE_TAG + Tags.CLUSTER, cluster);
    }

    String arn(String service, String resource, String resourceName) {
        return stack.formatArn(ArnComponents.builder()
                .service(service)
                .resource(resource)
                .resourceName(resourceName)
                .arnFormat(ArnFormat.SLASH_RESOURCE_NAME)
                .build());
    }

    private String parameter(String below) {
        return arn("ssm", "parameter", "apps" + below);
    }

    private String nameOrAny() {
        return name.orElse("*");
    }
}
