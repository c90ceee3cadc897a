package io.ecsdrain.system.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.inventory.aws.AwsClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In the place of CloudFormation: the CDK app's template of the context that the reader gave. An update must not take
 * away what clients and tasks stand on, and a stack is removed only once nothing of another owner holds on to it.
 */
final class ReadersStacks {

    private static final Pattern PAIR = Pattern.compile("-c ([A-Za-z]+)=([^ ]+)");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Whose loss would end everything behind it. */
    private static final Set<String> FOUNDATIONS = Set.of(
            "AWS::EC2::VPC",
            "AWS::EC2::Subnet",
            "AWS::ECS::Cluster",
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "AWS::ElasticLoadBalancingV2::Listener",
            "AWS::IAM::Role");

    private final Path folder;
    private final ReadersAccount account;
    private final AwsClients aws;
    private final Map<String, StackOnLocalAws> stacks = new TreeMap<>();

    ReadersStacks(Path folder, ReadersAccount account, AwsClients aws) {
        this.folder = folder;
        this.account = account;
        this.aws = aws;
    }

    synchronized String cdk(Matcher words) throws IOException {
        Map<String, Object> context = new TreeMap<>();
        PAIR.matcher(words.group(2)).results().forEach(pair -> context.put(pair.group(1), pair.group(2)));
        Path file = Cdk.synthesized(folder, context);
        String name = file.getFileName().toString().replace(".template.json", "");
        JsonNode template = JSON.readTree(Files.readString(file));
        return switch (words.group(1)) {
            case "diff" -> diff(name, template);
            case "destroy" -> destroy(name);
            default -> deploy(name, template);
        };
    }

    private String diff(String name, JsonNode template) {
        StackOnLocalAws there = stacks.get(name);
        ReadersAccount.hold(there != null, "there is no stack " + name);
        requireFoundations(there, template);
        return "Stack " + name + "\n";
    }

    private String deploy(String name, JsonNode template) {
        StackOnLocalAws there = stacks.get(name);
        if (there == null) {
            stacks.put(name, new StackOnLocalAws(template, account.number(), aws));
        } else {
            requireFoundations(there, template);
            there.update(template);
        }
        account.stack(name, stacks.get(name).outputs());
        return "";
    }

    private static void requireFoundations(StackOnLocalAws there, JsonNode template) {
        there.resources()
                .forEach((id, resource) -> ReadersAccount.hold(
                        !FOUNDATIONS.contains(resource.path("Type").asText())
                                || template.path("Resources").has(id),
                        "takes away " + id + ", " + resource.path("Type").asText()));
    }

    private String destroy(String name) {
        StackOnLocalAws there = stacks.get(name);
        ReadersAccount.hold(there != null, "there is no stack " + name);
        there.outputs()
                .values()
                .forEach(value -> ReadersAccount.hold(
                        !account.isAttached(value), "a role that is not the stack's still has " + value));
        there.remove();
        stacks.remove(name);
        account.noStack(name);
        return "";
    }
}
