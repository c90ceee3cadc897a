package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.fixture.DeploymentTags;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.wire.CallRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleNotFoundException;

/**
 * What others have in the same cluster, on the same load balancer and listener and among the same parameters, named as
 * if it were ours; drawn besides, a neighbour who uses our tools with a name that begins like ours, and a deployment
 * that ECS's own blue/green moves. None of it may be touched.
 */
final class Bystanders {

    private static final AwsClients AWS = Stage.CLIENTS;
    /** The beginnings of names that are ours; also an id that the first deployment's begins. */
    private static final String SERVICE = "svc-app-20260101";

    private static final String BETA = "-beta";
    private static final String VALUE = "20260101-000001-0000010" + BETA;
    private static final String NEIGHBOUR = "app-eu";
    private static final int NEIGHBOURS_PORT = 8443;
    private static final int MANAGED_PORT = 8444;

    private final Stage stage;
    /** Parts of theirs as calls name them: ARNs, names. */
    private final Set<String> parts = new HashSet<>();

    private final Map<String, String> listenerNow = new HashMap<>();
    private final String group;
    private final Map<String, String> before;
    private Optional<String> canary = Optional.empty();
    private Optional<Sister> sister = Optional.empty();

    /** Others come first. */
    Bystanders(Stage stage) {
        this.stage = stage;
        group = Stage.FIXTURE.targetGroup("others", Map.of());
        parts.addAll(Set.of(group, rule(49_000, VALUE, group), SERVICE));
        Stage.FIXTURE.service(SERVICE, 1, Map.of(), group);
        parameter("/apps/app/limits", "draining");
        parameter("/apps/app-2/20260101/state", "draining");
        Draw.Company company = stage.draw.company();
        boolean two = stage.draw.names().size() == 2;
        if (company.neighbour() || !two && (company.lodging() || company.branch())) {
            String listener = company.lodging()
                    ? stage.listeners.get("app")
                    : Stage.FIXTURE.listener(stage.balancer, NEIGHBOURS_PORT);
            parts.add(listener);
            Stage.FIXTURE.defaultAction(listener, company.neighbour() ? neighbours(listener) : group);
            if (company.branch()) {
                stage.grounds.elsewhere(listener);
            }
        } else if (two && company.branch()) {
            stage.grounds.elsewhere(stage.listeners.get(stage.draw.names().get(1)));
        }
        if (company.sister()) {
            sister = Optional.of(new Sister(stage, new Random(stage.draw.seed())));
        }
        if (company.managed()) {
            managed();
        }
        this.before = theirs();
    }

    /** One that drains, idle, whose clients ECS has shifted to its alternate target group. */
    private void managed() {
        String listener = Stage.FIXTURE.listener(stage.balancer, MANAGED_PORT);
        DeploymentKey key = Worlds.key("app-bg", 96, false);
        String its = neighbour(listener, key, "draining", 48_003);
        String alternate = Stage.FIXTURE.targetGroup("alternate", Map.of());
        Stage.FIXTURE.defaultAction(listener, alternate);
        Stage.FIXTURE.blueGreen(key.serviceName(), its, alternate, listener.replace(":listener/", ":listener-rule/"));
        parts.addAll(Set.of(listener, alternate));
    }

    /** An idle one that drains, and one that is live. @return the live one's target group */
    private String neighbours(String listener) {
        neighbour(listener, Worlds.key(NEIGHBOUR, 97, false), "draining", 48_001);
        DeploymentKey live = Worlds.key(NEIGHBOUR, 98, false);
        parameter("/apps/" + NEIGHBOUR + "/live", live.id());
        return neighbour(listener, live, "active", 48_002);
    }

    private String rule(int priority, String value, String to) {
        return AWS.elb()
                .createRule(create -> create.listenerArn(stage.listeners.get("app"))
                        .priority(priority)
                        .conditions(RuleCondition.builder()
                                .field("http-header")
                                .httpHeaderConfig(header ->
                                        header.httpHeaderName("x-version").values(value))
                                .build())
                        .actions(ClusterFixture.forward(to)))
                .rules()
                .get(0)
                .ruleArn();
    }

    /** On our listener too, by rules, and idle: everything that would have it retired, were it ours. */
    private String neighbour(String listener, DeploymentKey key, String state, int priority) {
        Map<String, String> tags = DeploymentTags.route(key, stage.aws.now());
        String its = Stage.FIXTURE.targetGroup("n-" + key.id(), tags);
        parts.add(its);
        parts.add(Stage.FIXTURE.affinityRule(listener, priority, key, its, tags));
        if (!listener.equals(stage.listeners.get("app"))) {
            parts.add(Stage.FIXTURE.affinityRule(stage.listeners.get("app"), priority, key, its, tags));
        }
        parts.add(key.serviceName());
        Stage.FIXTURE.service(key.serviceName(), 1, DeploymentTags.service(key, state), its);
        Stage.FIXTURE.scalable(key.serviceName(), 1, 2);
        parameter(key.stateParameter(), state);
        return its;
    }

    private void parameter(String name, String value) {
        parts.add(name);
        Stage.FIXTURE.parameter(name, value);
        stage.aws.lastCall().ifPresent(call -> stage.traffic.parameters().see(call, "others"));
    }

    /** From now on our listener leads to them. */
    void takeOver() {
        Stage.FIXTURE.defaultAction(stage.listeners.get("app"), group);
    }

    /** A stranger's own way to one of our deployments: that keeps it, and is not its affinity rule. */
    void openCanary(DeploymentKey key) {
        stage.aws.ecs().services().stream()
                .filter(service -> service.name().equals(key.serviceName()))
                .findFirst()
                .ifPresent(service -> {
                    canary = Optional.of(
                            rule(48_900, key.id() + BETA, service.targetGroups().get(0)));
                    parts.add(canary.get());
                });
    }

    boolean hasCanary() {
        return canary.isPresent();
    }

    /** Where AWS fails it stays open, and is closed at the end. */
    void closeCanary() {
        canary.ifPresent(rule -> {
            delete(rule);
            parts.remove(rule);
            canary = Optional.empty();
        });
    }

    /** A call whose answer was lost is made again, and finds nothing then. */
    private static void delete(String rule) {
        try {
            AWS.elb().deleteRule(delete -> delete.ruleArn(rule));
        } catch (RuleNotFoundException gone) {
            return;
        }
    }

    /** Whether our listener's default action leads to them, as the calls tell it. */
    boolean has(String listener) {
        return group.equals(listenerNow.get(listener));
    }

    /** Takes in a call of any actor. */
    void see(CallRecord call) {
        if (call.operation().equals("ModifyListener") && call.errorCode() == null) {
            String to = call.input().toString().contains(group) ? group : "";
            listenerNow.put(call.input().get("ListenerArn").asText(), to);
        }
    }

    /**
     * Which part of theirs the call changed, if it was ours who called. A rule more on their listener changes nothing
     * of theirs.
     */
    Optional<String> touchedBy(CallRecord call) {
        boolean more = call.operation().equals("CreateRule");
        String input = (more ? call.input().path("Actions") : call.input()).toString();
        return parts.stream()
                .filter(part -> input.contains('"' + part + '"') || input.contains('/' + part + '"'))
                .findFirst()
                .or(() -> sister.flatMap(other -> other.touchedBy(call)));
    }

    Optional<Sister> sister() {
        return sister;
    }

    private Map<String, String> theirs() {
        Map<String, String> theirs = new TreeMap<>();
        stage.aws.ecs().services().stream()
                .filter(service -> parts.contains(service.name()))
                .forEach(service -> theirs.put(service.name(), service.toString()));
        stage.aws.elb().groups().stream()
                .filter(each -> parts.contains(each.arn()))
                .forEach(each -> theirs.put(each.arn(), each.tags() + " " + each.attributes()));
        stage.aws.elb().routes().stream()
                .filter(rule -> parts.contains(rule.arn()) || parts.contains(rule.listenerArn()))
                // The other cluster's own reaper may change its own.
                .filter(rule -> sister.filter(other -> other.has(rule.arn())).isEmpty())
                .forEach(rule -> theirs.put(rule.arn(), rule.toString()));
        stage.aws.scaling().targets().stream()
                .filter(target -> parts.contains(target.resourceId().replaceFirst(".*/", "")))
                .forEach(target -> theirs.put(target.resourceId(), target.toString()));
        AWS.ssm()
                .getParameters(get -> get.names(
                        parts.stream().filter(part -> part.startsWith("/apps/")).toList()))
                .parameters()
                .forEach(parameter -> theirs.put(parameter.name(), parameter.value() + " " + parameter.version()));
        return theirs;
    }

    /** @return what of theirs was touched */
    List<String> problems() {
        Map<String, String> now = theirs();
        List<String> touched = new ArrayList<>();
        before.forEach((what, was) -> {
            if (!was.equals(now.get(what))) {
                touched.add("a stranger's " + what + " was " + was + " and is " + now.get(what));
            }
        });
        return touched;
    }
}
