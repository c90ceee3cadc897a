package io.ecsdrain.deployer.plan.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecsdrain.contract.Clusters;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A service as people have it in a file: what {@code aws ecs create-service --cli-input-json} takes. Its name, its
 * target group, the tags of a deployment and rebalancing are ecs-drain's; what of the file contradicts them is a
 * problem. A member of a wrong type counts as absent here; the AWS SDK's own reading of the file names it.
 */
public final class ServiceDefinition {

    /** No file. */
    public static final ServiceDefinition NONE = new ServiceDefinition(JsonNodeFactory.instance.objectNode());

    /** What stands in the request under a name of its own, or is never the file's. */
    private static final Set<String> TAKEN_OUT = Set.of(
            "cluster",
            "serviceName",
            "taskDefinition",
            "desiredCount",
            "loadBalancers",
            "networkConfiguration",
            "capacityProviderStrategy",
            "enableExecuteCommand",
            "healthCheckGracePeriodSeconds",
            "availabilityZoneRebalancing");

    private final ObjectNode document;

    private ServiceDefinition(ObjectNode document) {
        this.document = document;
    }

    /** Members that are null count as absent. */
    public static ServiceDefinition of(JsonNode file) {
        ObjectNode document = file.deepCopy();
        document.properties().removeIf(member -> member.getValue().isNull());
        return new ServiceDefinition(document);
    }

    /**
     * What contradicts a deployment of {@code key} in {@code cluster}, one sentence each: path, value and what would be
     * right.
     */
    public List<String> problems(DeploymentKey key, String cluster) {
        List<String> problems = new ArrayList<>();
        text("/serviceName")
                .filter(name -> !name.equals(key.serviceName()))
                .ifPresent(
                        name -> problems.add(ours("/serviceName", name, "the service is named " + key.serviceName())));
        text("/cluster")
                .filter(name -> !Clusters.shortName(name).equals(Clusters.shortName(cluster)))
                .ifPresent(name -> problems.add("/cluster is '" + name + "', but the cluster is '" + cluster + "'"));
        text("/clientToken")
                .ifPresent(token -> problems.add(
                        ours("/clientToken", token, "AWS would answer the next deployment with this one")));
        text("/availabilityZoneRebalancing")
                .filter("ENABLED"::equals)
                .ifPresent(on -> problems.add(ours(
                        "/availabilityZoneRebalancing",
                        on,
                        "it stops tasks of a draining deployment with their sessions")));
        only("/schedulingStrategy", "REPLICA", problems);
        only("/deploymentController/type", "ECS", problems);
        only("/deploymentConfiguration/strategy", "ROLLING", problems);
        loadBalancers(problems);
        tags(problems);
        if (document.has("launchType") && document.has("capacityProviderStrategy")) {
            problems.add("/launchType and /capacityProviderStrategy are both there: AWS takes one of them");
        }
        desiredCount()
                .filter(count -> count < 1)
                .ifPresent(count -> problems.add("/desiredCount must be at least 1, but is '" + count
                        + "': a deployment goes live when its tasks are healthy"));
        return problems;
    }

    private void loadBalancers(List<String> problems) {
        if (document.path("loadBalancers").size() > 1) {
            problems.add("/loadBalancers has " + document.path("loadBalancers").size()
                    + " entries; a deployment has one target group");
        }
        Stream.of("targetGroupArn", "loadBalancerName", "advancedConfiguration")
                .map(member -> "/loadBalancers/0/" + member)
                .filter(path -> !document.at(path).isMissingNode())
                .forEach(path -> problems.add(
                        ours(path, document.at(path).asText(), "each deployment gets a target group of its own")));
    }

    private void tags(List<String> problems) {
        for (JsonNode tag : document.path("tags")) {
            String name = tag.path("key").asText();
            if (Tags.OF_A_SERVICE.contains(name)) {
                problems.add("/tags has '" + name + "', which is ecs-drain's own: leave it out");
            }
        }
    }

    private void only(String path, String right, List<String> problems) {
        text(path)
                .filter(value -> !value.equals(right))
                .ifPresent(value -> problems.add(path + " must be " + right + ", but is '" + value + "'"));
    }

    private static String ours(String path, String value, String because) {
        return path + " is '" + value + "': leave it out; " + because;
    }

    public Optional<String> taskDefinition() {
        return text("/taskDefinition");
    }

    public Optional<String> container() {
        return text("/loadBalancers/0/containerName");
    }

    public Optional<Integer> containerPort() {
        return number("/loadBalancers/0/containerPort");
    }

    public Optional<Integer> desiredCount() {
        return number("/desiredCount");
    }

    public Optional<Duration> healthGrace() {
        return number("/healthCheckGracePeriodSeconds").map(Duration::ofSeconds);
    }

    public boolean hasNetwork() {
        return document.path("networkConfiguration").has("awsvpcConfiguration");
    }

    public List<String> subnets() {
        return texts("/networkConfiguration/awsvpcConfiguration/subnets");
    }

    public List<String> securityGroups() {
        return texts("/networkConfiguration/awsvpcConfiguration/securityGroups");
    }

    public boolean publicIp() {
        return text("/networkConfiguration/awsvpcConfiguration/assignPublicIp")
                .filter("ENABLED"::equals)
                .isPresent();
    }

    public boolean executeCommand() {
        return document.path("enableExecuteCommand").asBoolean(false);
    }

    public boolean hasLaunchType() {
        return document.has("launchType");
    }

    public List<CapacityProvider> capacityProviders() {
        return StreamSupport.stream(document.path("capacityProviderStrategy").spliterator(), false)
                .map(each -> new CapacityProvider(
                        each.path("capacityProvider").asText(),
                        each.path("weight").asInt(),
                        each.path("base").asInt()))
                .toList();
    }

    /** The file as it is. */
    public JsonNode whole() {
        return document.deepCopy();
    }

    /** What of the file stands in no other part of a request, as CreateService takes it. */
    public JsonNode rest() {
        return document.deepCopy().remove(TAKEN_OUT);
    }

    private Optional<String> text(String path) {
        return Optional.of(document.at(path)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private Optional<Integer> number(String path) {
        return Optional.of(document.at(path))
                .filter(JsonNode::isIntegralNumber)
                .filter(JsonNode::canConvertToInt)
                .map(JsonNode::intValue);
    }

    private List<String> texts(String path) {
        return StreamSupport.stream(document.at(path).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
