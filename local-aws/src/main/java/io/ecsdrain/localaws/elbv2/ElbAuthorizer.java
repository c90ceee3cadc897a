package io.ecsdrain.localaws.elbv2;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.elbv2.shapes.Tags.Tag;
import io.ecsdrain.localaws.iam.Authorization;
import io.ecsdrain.localaws.iam.Authorizer;
import io.ecsdrain.localaws.iam.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Elastic Load Balancing asks IAM, after the page of version 2 in the Service Authorization Reference. */
final class ElbAuthorizer implements Authorizer {

    private static final String SERVICE = "elasticloadbalancing";

    /** The narrowest first: a rule's ARN does not come with its listener's. */
    private static final List<String> SUBJECTS = List.of("RuleArn", "ListenerArn", "TargetGroupArn", "LoadBalancerArn");

    private final ElbState state;

    ElbAuthorizer(ElbState state) {
        this.state = state;
    }

    @Override
    public List<Authorization> asked(String operation, JsonNode in) {
        String action = SERVICE + ":" + operation;
        if (operation.startsWith("Describe")) {
            return List.of(Authorization.of(action, Authorization.ANY));
        }
        return switch (operation) {
            case "CreateLoadBalancer" -> createLoadBalancer(action, in);
            case "CreateTargetGroup" -> {
                String arn = arn("targetgroup/" + name(in) + "/*");
                yield created(Authorization.of(action, arn), arn, in);
            }
            // Asked about is what the new thing is put into; only its tagging is asked about under its own ARN.
            case "CreateListener" ->
                created(subject(action, in), below(in.path("LoadBalancerArn"), "listener") + "/*", in);
            case "CreateRule" ->
                created(subject(action, in), below(in.path("ListenerArn"), "listener-rule") + "/*", in);
            case "SetRulePriorities" -> priorities(action, in);
            case "AddTags" -> each(action, in, Inputs.tags(in.path("Tags")));
            case "RemoveTags" ->
                each(action, in, Map.of()).stream()
                        .map(asked -> asked.tagKeys(Inputs.texts(in.path("TagKeys"))))
                        .toList();
            default -> List.of(subject(action, in));
        };
    }

    private List<Authorization> createLoadBalancer(String action, JsonNode in) {
        String kind = in.path("Type").asText("application").equals("network") ? "net" : "app";
        String arn = arn("loadbalancer/" + kind + "/" + name(in) + "/*");
        List<Authorization> asked = new ArrayList<>(created(Authorization.of(action, arn), arn, in));
        if (state.loadBalancers.isEmpty()) {
            asked.add(Authorization.of(
                            "iam:CreateServiceLinkedRole",
                            "arn:aws:iam::" + state.world().account()
                                    + ":role/aws-service-role/elasticloadbalancing.amazonaws.com/"
                                    + "AWSServiceRoleForElasticLoadBalancing")
                    .with("iam:AWSServiceName", "elasticloadbalancing.amazonaws.com"));
        }
        return asked;
    }

    private static List<Authorization> created(Authorization create, String arn, JsonNode in) {
        Map<String, String> tags = Inputs.tags(in.path("Tags"));
        Authorization tag = Authorization.of(SERVICE + ":AddTags", arn)
                .with(SERVICE + ":CreateAction", create.action().substring(SERVICE.length() + 1))
                .bringing(tags);
        return tags.isEmpty() ? List.of(create) : List.of(create.bringing(tags), tag);
    }

    /** Knows no condition keys at all. */
    private static List<Authorization> priorities(String action, JsonNode in) {
        List<Authorization> asked = new ArrayList<>();
        in.path("RulePriorities")
                .forEach(each ->
                        asked.add(Authorization.of(action, each.path("RuleArn").asText(""))));
        return asked;
    }

    private List<Authorization> each(String action, JsonNode in, Map<String, String> brought) {
        return Inputs.texts(in.path("ResourceArns")).stream()
                .map(arn -> Authorization.of(action, arn).tagged(tags(arn)).bringing(brought))
                .toList();
    }

    private Authorization subject(String action, JsonNode in) {
        return SUBJECTS.stream()
                .map(member -> Inputs.text(in.path(member)))
                .filter(Objects::nonNull)
                .findFirst()
                .map(arn -> Authorization.of(action, arn).tagged(tags(arn)))
                .orElse(Authorization.of(action, Authorization.ANY));
    }

    private Map<String, String> tags(String arn) {
        Stream<Tag> tags = state.tags.of(arn).stream();
        return tags.collect(Collectors.toMap(Tag::key, Tag::value));
    }

    private static String name(JsonNode in) {
        return in.path("Name").asText("");
    }

    private String arn(String path) {
        return state.world().arn(SERVICE, path);
    }

    private String below(JsonNode arn, String kind) {
        return arn.asText("").contains("/") ? arn(ElbState.below(arn.asText(), kind)) : arn(kind);
    }
}
