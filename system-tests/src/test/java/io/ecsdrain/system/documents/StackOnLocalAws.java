package io.ecsdrain.system.documents;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.inventory.aws.AwsClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/**
 * One stack: its cluster, load balancer and listener are made on local-aws, all else has a name that says what it is.
 */
final class StackOnLocalAws {

    private static final String CLUSTER = "AWS::ECS::Cluster";
    private static final String BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer";
    private static final String LISTENER = "AWS::ElasticLoadBalancingV2::Listener";

    private final String account;
    private final AwsClients aws;
    /** What {@code Ref} and {@code Fn::GetAtt} give, by logical id, or logical id, dot and attribute. */
    private final Map<String, String> values = new TreeMap<>();

    private final List<Runnable> removals = new ArrayList<>();
    private JsonNode template;

    StackOnLocalAws(JsonNode template, String account, AwsClients aws) {
        this.account = account;
        this.aws = aws;
        this.template = template;
        values.putAll(Map.of("AWS::Region", "eu-west-1", "AWS::AccountId", account, "AWS::Partition", "aws"));
        name(template);
        of(CLUSTER).forEach(this::cluster);
        of(BALANCER).forEach(this::balancer);
        of(LISTENER).forEach(this::listener);
    }

    void update(JsonNode to) {
        template = to;
        name(to);
    }

    Map<String, JsonNode> resources() {
        Map<String, JsonNode> resources = new TreeMap<>();
        template.path("Resources").properties().forEach(each -> resources.put(each.getKey(), each.getValue()));
        return resources;
    }

    Map<String, String> outputs() {
        Map<String, String> outputs = new TreeMap<>();
        template.path("Outputs")
                .properties()
                .forEach(each ->
                        outputs.put(each.getKey(), resolved(each.getValue().path("Value"))));
        return outputs;
    }

    void remove() {
        removals.forEach(Runnable::run);
    }

    private void name(JsonNode named) {
        named.path("Resources").properties().forEach(each -> {
            String id = each.getKey();
            String hex = "%08x".formatted(id.hashCode());
            switch (each.getValue().path("Type").asText()) {
                case "AWS::IAM::Role" -> values.put(id + ".Arn", "arn:aws:iam::" + account + ":role/" + id);
                case "AWS::IAM::ManagedPolicy" -> values.put(id, "arn:aws:iam::" + account + ":policy/" + id);
                case "AWS::EC2::Subnet" -> values.put(id, "subnet-" + hex);
                case "AWS::EC2::SecurityGroup" -> values.put(id + ".GroupId", "sg-" + hex);
                case "AWS::Logs::LogGroup" -> values.put(id, "/ecs/" + id);
                default -> {
                    // Nothing that the documents ask for names it.
                }
            }
        });
    }

    private Stream<Map.Entry<String, JsonNode>> of(String type) {
        return resources().entrySet().stream()
                .filter(each -> each.getValue().path("Type").asText().equals(type));
    }

    private void cluster(Map.Entry<String, JsonNode> resource) {
        String name = resolved(resource.getValue().at("/Properties/ClusterName"));
        aws.ecs().createCluster(create -> create.clusterName(name));
        // Before the rest: refused while it has services, and then all the rest is there still.
        removals.add(0, () -> aws.ecs().deleteCluster(delete -> delete.cluster(name)));
    }

    private void balancer(Map.Entry<String, JsonNode> resource) {
        List<String> subnets = elements(resource.getValue().at("/Properties/Subnets"))
                .map(this::resolved)
                .toList();
        LoadBalancer made = aws.elb()
                .createLoadBalancer(create -> create.name("of-the-stack").subnets(subnets))
                .loadBalancers()
                .get(0);
        values.put(resource.getKey(), made.loadBalancerArn());
        values.put(resource.getKey() + ".DNSName", made.dnsName());
        removals.add(() -> aws.elb().deleteLoadBalancer(delete -> delete.loadBalancerArn(made.loadBalancerArn())));
    }

    private void listener(Map.Entry<String, JsonNode> resource) {
        JsonNode properties = resource.getValue().path("Properties");
        JsonNode answer = properties.at("/DefaultActions/0/FixedResponseConfig");
        values.put(
                resource.getKey(),
                aws.elb()
                        .createListener(create -> create.loadBalancerArn(resolved(properties.path("LoadBalancerArn")))
                                .port(properties.path("Port").asInt())
                                .protocol(properties.path("Protocol").asText())
                                .defaultActions(Action.builder()
                                        .type(ActionTypeEnum.FIXED_RESPONSE)
                                        .fixedResponseConfig(fixed -> fixed.statusCode(answer.path("StatusCode")
                                                        .asText())
                                                .contentType(answer.path("ContentType")
                                                        .asText())
                                                .messageBody(answer.path("MessageBody")
                                                        .asText()))
                                        .build()))
                        .listeners()
                        .get(0)
                        .listenerArn());
    }

    private String resolved(JsonNode value) {
        if (value.isTextual()) {
            return value.asText();
        }
        if (value.has("Ref")) {
            return known(value.path("Ref").asText());
        }
        if (value.has("Fn::GetAtt")) {
            return known(value.at("/Fn::GetAtt/0").asText() + "."
                    + value.at("/Fn::GetAtt/1").asText());
        }
        ReadersAccount.hold(value.has("Fn::Join"), "a function of CloudFormation that is not known here: " + value);
        return String.join(
                value.at("/Fn::Join/0").asText(),
                elements(value.at("/Fn::Join/1")).map(this::resolved).toList());
    }

    private String known(String name) {
        ReadersAccount.hold(values.containsKey(name), "no value for " + name);
        return values.get(name);
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
