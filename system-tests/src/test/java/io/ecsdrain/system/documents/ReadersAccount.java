package io.ecsdrain.system.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * What the documents ask of an account and local-aws has not: who one is, a repository for the image, policies attached
 * to roles, the outputs of stacks. Over AWS's own protocols, so that the CLI reads flags and answers as it does against
 * AWS.
 */
final class ReadersAccount {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "of-the-registry";

    private final String account;
    private final String registry;
    private final Set<String> repositories = new TreeSet<>();
    private final Set<String> built = new TreeSet<>();
    /** Stack to its outputs. */
    private final Map<String, Map<String, String>> outputs = new TreeMap<>();
    /** Role and policy, of what was attached beside stacks. */
    private final Set<String> attached = new TreeSet<>();

    private String typed = "";

    ReadersAccount(String account, String region) {
        this.account = account;
        this.registry = account + ".dkr.ecr." + region + ".amazonaws.com";
    }

    String number() {
        return account;
    }

    String registry() {
        return registry;
    }

    synchronized void stack(String name, Map<String, String> itsOutputs) {
        outputs.put(name, itsOutputs);
    }

    synchronized void noStack(String name) {
        outputs.remove(name);
    }

    /** What is attached to a role cannot be deleted. */
    synchronized boolean isAttached(String policy) {
        return attached.stream().anyMatch(each -> each.endsWith(" " + policy));
    }

    /** What the next left out command has on its standard input. */
    synchronized void typed(String text) {
        typed = text;
    }

    synchronized String login(Matcher words) {
        hold(words.group(1).equals(registry), "the registry is " + registry);
        hold(typed.equals(PASSWORD), "the password is not the registry's");
        return "Login Succeeded\n";
    }

    synchronized String build(Matcher words) {
        hold(Files.isRegularFile(Path.of("..", words.group(1))), "there is no " + words.group(1));
        built.add(words.group(2));
        return "";
    }

    synchronized String push(Matcher words) {
        String image = words.group(1);
        hold(built.contains(image), image + " was not built");
        String repository = image.replaceAll("^" + registry + "/|:[^:/]*$", "");
        hold(repositories.contains(repository), "there is no repository " + repository);
        return "";
    }

    String bootstrap(Matcher words) {
        hold(words.group(1).equals(account), "the account is " + account);
        hold(registry.contains("." + words.group(2) + "."), "the region is that of " + registry);
        return "";
    }

    static void hold(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** ECR. */
    synchronized String json(String target, String body) {
        switch (target.substring(target.indexOf('.') + 1)) {
            case "CreateRepository" -> {
                String name = read(body).path("repositoryName").asText();
                if (!repositories.add(name)) {
                    throw new AwsRefusal(true, "RepositoryAlreadyExistsException", name + " exists");
                }
                return "{\"repository\":{\"repositoryUri\":\"" + registry + "/" + name + "\"}}";
            }
            case "GetAuthorizationToken" -> {
                String token = Base64.getEncoder().encodeToString(("AWS:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
                return "{\"authorizationData\":[{\"authorizationToken\":\"" + token + "\",\"proxyEndpoint\":\"https://"
                        + registry + "\"}]}";
            }
            default -> throw new AwsRefusal(true, "UnknownOperationException", target);
        }
    }

    /** STS, IAM and CloudFormation. */
    synchronized String query(String body) {
        Map<String, String> form = Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        String action = form.get("Action");
        String result =
                switch (action) {
                    case "GetCallerIdentity" ->
                        "<Account>" + account + "</Account><UserId>reader</UserId><Arn>arn:aws:iam::" + account
                                + ":user/reader</Arn>";
                    case "AttachRolePolicy" -> attach(form);
                    case "DetachRolePolicy" -> detach(form);
                    case "DescribeStacks" -> describe(form.get("StackName"));
                    default -> throw new AwsRefusal(false, "InvalidAction", action);
                };
        return "<" + action + "Response><" + action + "Result>" + result + "</" + action + "Result></" + action
                + "Response>";
    }

    private String attach(Map<String, String> form) {
        if (outputs.values().stream().noneMatch(stack -> stack.containsValue(form.get("PolicyArn")))) {
            throw new AwsRefusal(false, "NoSuchEntity", "there is no policy " + form.get("PolicyArn"));
        }
        attached.add(form.get("RoleName") + " " + form.get("PolicyArn"));
        return "";
    }

    private String detach(Map<String, String> form) {
        if (!attached.remove(form.get("RoleName") + " " + form.get("PolicyArn"))) {
            throw new AwsRefusal(false, "NoSuchEntity", form.get("PolicyArn") + " is not attached");
        }
        return "";
    }

    private String describe(String stack) {
        if (!outputs.containsKey(stack)) {
            throw new AwsRefusal(false, "ValidationError", "Stack with id " + stack + " does not exist");
        }
        return outputs.get(stack).entrySet().stream()
                .map(each -> "<member><OutputKey>" + each.getKey() + "</OutputKey><OutputValue>" + each.getValue()
                        + "</OutputValue></member>")
                .collect(Collectors.joining(
                        "",
                        "<Stacks><member><StackName>" + stack + "</StackName><Outputs>",
                        "</Outputs></member></Stacks>"));
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
