package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.localaws.elbv2.RouteView;
import io.ecsdrain.localaws.ssm.SsmSwitches;
import io.ecsdrain.localaws.wire.CallRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An app that drains turns new clients away. So where a register exists none of our programs makes draining what it
 * could see a default action lead to, and none leads one to what it could see drain. A hand outside may; two actors
 * that cross can.
 */
final class KeepsServing implements WriteOrder.Rule {

    private static final Set<String> OURS = Set.of(Cast.REAPER, Cast.DEPLOYER);

    private final Stage stage;
    private final Seen seen;
    /** By listener, who pointed its default action last, and knows. */
    private final Map<String, Actor> pointedBy = new HashMap<>();
    /** By listener, the groups that its default action led to after it was written last. */
    private final Map<String, Set<String>> ledTo = new HashMap<>();

    KeepsServing(Stage stage, Seen seen) {
        this.stage = stage;
        this.seen = seen;
    }

    @Override
    public Optional<String> see(Actor actor, CallRecord call) {
        if (call.operation().equals("ModifyListener")) {
            pointedBy.put(call.input().get("ListenerArn").asText(), actor);
            Optional<String> led =
                    pointed(actor, call.input().get("ListenerArn").asText());
            return OURS.contains(actor.accessKey) ? led : Optional.empty();
        }
        if (!OURS.contains(actor.accessKey)) {
            return Optional.empty();
        }
        return switch (call.operation()) {
            case "PutParameter" ->
                drained(call).filter(key -> knowsRegister(actor, key)).flatMap(key -> led(actor, key));
            default -> Optional.empty();
        };
    }

    private static Optional<DeploymentKey> drained(CallRecord call) {
        String[] parts = call.input().get("Name").asText().split("/");
        return parts.length == 5 && call.input().get("Value").asText().equals("draining")
                ? Optional.of(new DeploymentKey(parts[2], parts[3]))
                : Optional.empty();
    }

    /** What the actor's last read of the name's parameters showed was so at this time. */
    private Optional<Instant> shown(Actor actor, DeploymentKey key) {
        return seen.last(actor, "GetParametersByPath", "/apps/" + key.name())
                .map(read -> read.at().minus(stage.aws.switches().get(SsmSwitches.STALE_READS)));
    }

    private boolean knowsRegister(Actor actor, DeploymentKey key) {
        return shown(actor, key)
                .flatMap(when -> stage.traffic.parameters().valueAt("/apps/" + key.name() + "/live", when))
                .isPresent();
    }

    private Optional<String> led(Actor actor, DeploymentKey key) {
        Set<String> groups = groups(key);
        return stage.aws.elb().routes().stream()
                .filter(RouteView::isDefault)
                .filter(rule -> groups.stream().anyMatch(group -> rule.groups().getOrDefault(group, 0) > 0))
                .map(RouteView::listenerArn)
                .filter(listener -> couldSee(actor, listener))
                .findFirst()
                .map(listener -> "the default action of " + listener + " leads to " + key);
    }

    private boolean couldSee(Actor actor, String listener) {
        return pointedBy.get(listener) == actor
                || seen.last(actor, "DescribeListeners", "")
                        .map(read -> !read.isJustBefore(stage.aws.now()) || seen.changed(listener) < read.seq())
                        .orElse(true);
    }

    private Optional<String> pointed(Actor actor, String listener) {
        Set<String> to = new HashSet<>();
        stage.aws.elb().routes().stream()
                .filter(rule -> rule.isDefault() && rule.listenerArn().equals(listener))
                .forEach(rule -> to.addAll(rule.groups().keySet()));
        // One with a login is written as it is before anything else, to see whether AWS lets it.
        if (to.equals(ledTo.put(listener, to))) {
            return Optional.empty();
        }
        return stage.aws.ecs().services().stream()
                .filter(service -> service.targetGroups().stream().anyMatch(to::contains))
                .flatMap(service -> Worlds.keyOf(service.name()).stream())
                .filter(key -> shown(actor, key)
                        .flatMap(when -> stage.traffic.parameters().writeAt(key.stateParameter(), when))
                        .filter(write -> isLast(key, write) && "draining".equals(write.value()))
                        .isPresent())
                .findFirst()
                .map(key -> key + " drains, as it could read");
    }

    private boolean isLast(DeploymentKey key, Parameters.Write write) {
        return write.equals(stage.traffic.parameters().current().get(key.stateParameter()));
    }

    private Set<String> groups(DeploymentKey key) {
        Set<String> groups = new HashSet<>();
        stage.aws.ecs().services().stream()
                .filter(service -> service.name().equals(key.serviceName()))
                // A service that a person has deleted gets no clients and is no longer listed.
                .filter(service -> service.status().equals("ACTIVE"))
                // Until the team's script tags it, nothing shows that the service is the deployment's.
                .filter(service -> key.id().equals(service.tags().get(Tags.DEPLOYMENT_ID)))
                .forEach(service -> groups.addAll(service.targetGroups()));
        return groups;
    }
}
