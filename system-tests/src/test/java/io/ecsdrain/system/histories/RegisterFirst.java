package io.ecsdrain.system.histories;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.localaws.ssm.SsmSwitches;
import io.ecsdrain.localaws.wire.CallRecord;
import java.time.Instant;
import java.util.List;
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

    RegisterFirst(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Optional<String> see(Actor actor, CallRecord call) {
        boolean effect = EFFECTS.contains(call.operation())
                || call.operation().equals("PutParameter")
                        && call.input().get("Name").asText().endsWith("/state");
        return actor.errand
                .filter(errand -> effect && VERBS.contains(errand.verb()) && !isRehearsal(errand.key(), call))
                .filter(errand -> !wasRegistered(errand.key(), errand.begun()))
                .filter(errand -> !completesAnother(errand, call))
                .filter(errand -> !(errand.verb().equals("deploy")
                        && (letsItScale(errand.key(), call) || isItsCanary(errand.key(), call))))
                .map(errand -> "the register does not name " + errand.key() + " yet");
    }

    /**
     * A deployment that is to scale gets its scalable target before its clients: as long as scale-in waits and its
     * count is no greater than the maximum, it loses no task by that. What is to become of both then, two tags say.
     */
    private boolean letsItScale(DeploymentKey key, CallRecord call) {
        JsonNode input = call.input();
        return switch (call.operation()) {
            case "TagResource" ->
                input.get("resourceArn").asText().endsWith("/" + key.serviceName())
                        && input.get("tags").findValuesAsText("key").stream().allMatch(SCALING_MARKS::contains);
            case "RegisterScalableTarget" ->
                input.get("ResourceId").asText().equals(Alarms.resource(key.serviceName()))
                        && input.at("/SuspendedState/DynamicScalingInSuspended").asBoolean()
                        && stage.servicesBefore().stream()
                                .filter(service -> service.name().equals(key.serviceName()))
                                .allMatch(service -> service.desired()
                                        <= input.get("MaxCapacity").asInt());
            default -> false;
        };
    }

    /**
     * A canary's mark and shares, which {@link SharesAreMarked} and {@link KeepsServing} look at; and that it drains,
     * once it is ended.
     */
    private boolean isItsCanary(DeploymentKey key, CallRecord call) {
        JsonNode input = call.input();
        return switch (call.operation()) {
            case "TagResource" ->
                input.get("resourceArn").asText().endsWith("/" + key.serviceName())
                        && input.get("tags").findValuesAsText("key").equals(List.of(Tags.CANARY));
            // A script may have made it live meanwhile.
            case "ModifyListener" -> !SharesAreMarked.shares(input).isEmpty() || isActive(key);
            case "PutParameter" ->
                input.path("Name").asText().equals(key.stateParameter())
                        && input.path("Value").asText().equals("draining")
                        && stage.aws.ecs().services().stream()
                                .filter(service -> service.name().equals(key.serviceName()))
                                .anyMatch(service -> service.tags().containsKey(Tags.CANARY));
            default -> false;
        };
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
