package io.ecsdrain.system.histories;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.localaws.ssm.SsmSwitches;
import io.ecsdrain.localaws.wire.CallRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code deploy} and {@code rollback} change nothing that clients or apps notice before the register names their
 * deployment.
 */
final class RegisterFirst implements WriteOrder.Rule {

    private static final Set<String> VERBS = Set.of("deploy", "rollback");
    private static final Set<String> EFFECTS =
            Set.of("ModifyListener", "ModifyRule", "UpdateService", "TagResource", "RegisterScalableTarget");

    private static final Set<String> SCALING_MARKS = Set.of("scaling_was", "scaling_bounds");

    private final Stage stage;
    private final Seen seen;
    /** By service, the last call that gave it a count. */
    private final Map<String, Scaled> scaled = new HashMap<>();

    private record Scaled(Actor by, long seq) {}

    RegisterFirst(Stage stage, Seen seen) {
        this.stage = stage;
        this.seen = seen;
    }

    @Override
    public Optional<String> see(Actor actor, CallRecord call) {
        if (call.operation().equals("UpdateService")) {
            scaled.put(call.input().get("service").asText().replaceFirst(".*/", ""), new Scaled(actor, call.seq()));
        }
        boolean effect = EFFECTS.contains(call.operation())
                || call.operation().equals("PutParameter")
                        && call.input().get("Name").asText().endsWith("/state");
        return actor.errand
                .filter(errand -> effect && VERBS.contains(errand.verb()) && !isRehearsal(errand.key(), call))
                .filter(errand -> !wasRegistered(errand.key(), errand.begun()))
                .filter(errand -> !completesAnother(errand, call))
                .filter(errand -> !(errand.verb().equals("deploy")
                        && (holdsScaleIn(actor, errand.key(), call)
                                || isItsCanary(errand.key(), call)
                                || beside(errand.key())
                                        .filter(live -> holdsScaleIn(actor, live, call))
                                        .isPresent())))
                .map(errand -> "the register does not name " + errand.key() + " yet");
    }

    /**
     * A deployment that is to scale gets its scalable target before its clients, with its scale-in suspended; and the
     * live one beside a canary keeps its own, with scale-in suspended as well. If its count is no greater than the
     * maximum, or was not when the deployer looked, it loses no task by that. What is to become of both then, two tags
     * say.
     */
    private boolean holdsScaleIn(Actor actor, DeploymentKey key, CallRecord call) {
        JsonNode input = call.input();
        return switch (call.operation()) {
            case "TagResource" ->
                input.get("resourceArn").asText().endsWith("/" + key.serviceName())
                        && input.get("tags").findValuesAsText("key").stream().allMatch(SCALING_MARKS::contains);
            case "RegisterScalableTarget" ->
                input.get("ResourceId").asText().equals(Alarms.resource(key.serviceName()))
                        && input.at("/SuspendedState/DynamicScalingInSuspended").asBoolean()
                        && (isWithin(key, input.path("MaxCapacity").asInt(Integer.MAX_VALUE)) || crossed(actor, key));
            default -> false;
        };
    }

    private boolean isWithin(DeploymentKey key, int maximum) {
        return stage.servicesBefore().stream()
                .filter(service -> service.name().equals(key.serviceName()))
                .allMatch(service -> service.desired() <= maximum);
    }

    /** Another actor has scaled it since this one last looked at services. */
    private boolean crossed(Actor actor, DeploymentKey key) {
        Scaled last = scaled.get(key.serviceName());
        return last != null
                && last.by() != actor
                && seen.last(actor, "DescribeServices", "")
                        .filter(read -> last.seq() > read.seq())
                        .isPresent();
    }

    /** The live deployment that shares clients with it, by the mark of its canary. */
    private Optional<DeploymentKey> beside(DeploymentKey canary) {
        return stage.aws.ecs().services().stream()
                .filter(service -> service.name().equals(canary.serviceName()))
                .map(service -> service.tags().getOrDefault(Tags.CANARY, "").split(" "))
                .filter(mark -> mark.length == 4)
                .map(mark -> new DeploymentKey(canary.name(), mark[3]))
                .findFirst();
    }

    /**
     * A canary's mark and shares, which {@link SharesAreMarked} and {@link KeepsServing} look at; that it drains, once
     * it is ended; and that others do, once a person has made it live.
     */
    private boolean isItsCanary(DeploymentKey key, CallRecord call) {
        JsonNode input = call.input();
        return switch (call.operation()) {
            case "TagResource" ->
                input.get("resourceArn").asText().endsWith("/" + key.serviceName())
                        && input.get("tags").findValuesAsText("key").equals(List.of(Tags.CANARY));
            case "ModifyListener" -> !SharesAreMarked.shares(input).isEmpty() || isActive(key);
            case "PutParameter" ->
                input.path("Value").asText().equals("draining")
                        && (isActive(key) || input.path("Name").asText().equals(key.stateParameter()) && isMarked(key));
            default -> false;
        };
    }

    private boolean isMarked(DeploymentKey key) {
        return stage.aws.ecs().services().stream()
                .filter(service -> service.name().equals(key.serviceName()))
                .anyMatch(service -> service.tags().containsKey(Tags.CANARY));
    }

    private boolean isActive(DeploymentKey key) {
        return Optional.ofNullable(stage.traffic.parameters().current().get(key.stateParameter()))
                .filter(write -> write.value().equals("active"))
                .isPresent();
    }

    /**
     * One whose own registration failed converges on what another actor registered meanwhile: it may lead the default
     * action there, give that one its count, make it active, and make draining what is neither of the two.
     */
    private boolean completesAnother(Actor.Errand errand, CallRecord call) {
        List<DeploymentKey> others = registered(errand.key().name(), errand.begun())
                .filter(id -> !id.equals(errand.key().id()))
                .map(id -> new DeploymentKey(errand.key().name(), id))
                .toList();
        String input = call.input().toString();
        return switch (call.operation()) {
            case "ModifyListener" ->
                groups(errand.key()).noneMatch(input::contains)
                        && others.stream().flatMap(this::groups).anyMatch(input::contains);
            case "UpdateService" ->
                others.stream()
                        .map(DeploymentKey::serviceName)
                        .anyMatch(call.input().path("service").asText()::equals);
            case "PutParameter" -> {
                Optional<DeploymentKey> of =
                        ParameterPaths.parseState(call.input().get("Name").asText());
                boolean active = call.input().path("Value").asText().equals("active");
                yield of.filter(key -> !key.equals(errand.key())
                                && others.stream().anyMatch(other -> active == other.equals(key)))
                        .isPresent();
            }
            default -> false;
        };
    }

    private Stream<String> groups(DeploymentKey key) {
        return stage.aws.ecs().services().stream()
                .filter(service -> service.name().equals(key.serviceName()))
                .flatMap(service -> service.targetGroups().stream());
    }

    /**
     * A default action with a login is written as it is before anything else, to see whether AWS lets it: it leads
     * elsewhere, or shares clients with a canary that goes on.
     */
    private boolean isRehearsal(DeploymentKey key, CallRecord call) {
        String input = call.input().toString();
        return call.operation().equals("ModifyListener")
                && !stage.draw.company().login().isEmpty()
                && (groups(key).noneMatch(input::contains)
                        || !SharesAreMarked.shares(call.input()).isEmpty());
    }

    private boolean wasRegistered(DeploymentKey key, Instant begun) {
        return registered(key.name(), begun).anyMatch(key.id()::equals);
    }

    /** What the register named at some time since {@code begun}. What was read may be old. */
    private Stream<String> registered(String name, Instant begun) {
        Instant oldest = begun.minus(stage.aws.switches().get(SsmSwitches.STALE_READS));
        List<Parameters.Write> writes = stage.traffic.parameters().of("/apps/" + name + "/live");
        return IntStream.range(0, writes.size())
                .filter(i -> i + 1 == writes.size() || !writes.get(i + 1).at().isBefore(oldest))
                .mapToObj(i -> writes.get(i).value());
    }
}
