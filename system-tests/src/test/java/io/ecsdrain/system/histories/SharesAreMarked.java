package io.ecsdrain.system.histories;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.localaws.ecs.ServiceView;
import io.ecsdrain.localaws.wire.CallRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Before one of our programs shares new clients between two deployments, the tag {@code canary} of the one without a
 * state names these very shares, and alarms take no tasks from the other one, which gets the rest.
 */
final class SharesAreMarked implements WriteOrder.Rule {

    private static final Set<String> OURS = Set.of(Cast.REAPER, Cast.DEPLOYER);

    private final Stage stage;
    private final Seen seen;
    /** By resource, the last call that registered it. */
    private final Map<String, Long> registered = new HashMap<>();

    SharesAreMarked(Stage stage, Seen seen) {
        this.stage = stage;
        this.seen = seen;
    }

    @Override
    public Optional<String> see(Actor actor, CallRecord call) {
        if (call.operation().equals("RegisterScalableTarget")) {
            registered.put(call.input().get("ResourceId").asText(), call.seq());
        }
        if (!OURS.contains(actor.accessKey) || !call.operation().equals("ModifyListener")) {
            return Optional.empty();
        }
        Map<String, Integer> shares = shares(call.input());
        if (shares.isEmpty() || stage.draw.company().login().length() > 0 && !isOfOurs(shares)) {
            return Optional.empty();
        }
        if (shares.size() != 2 || !areMarked(shares)) {
            return Optional.of("shares without a mark: " + shares);
        }
        return actor.accessKey.equals(Cast.DEPLOYER) ? scalesIn(actor, shares) : Optional.empty();
    }

    /** The weights above 0 of a forward to several; empty of any other action. */
    static Map<String, Integer> shares(JsonNode input) {
        Map<String, Integer> shares = new HashMap<>();
        input.path("DefaultActions").forEach(action -> action.path("ForwardConfig")
                .path("TargetGroups")
                .forEach(each -> {
                    if (each.path("Weight").asInt(1) > 0) {
                        shares.put(
                                each.path("TargetGroupArn").asText(),
                                each.path("Weight").asInt(1));
                    }
                }));
        return shares.size() > 1 ? shares : Map.of();
    }

    /**
     * That an alarm may scale in one that has fewer clients now, and is to be able to take all of them back. Not if an
     * older note of its scaling is just being taken off, nor if it was registered since the deployer looked.
     */
    private Optional<String> scalesIn(Actor actor, Map<String, Integer> shares) {
        long looked = seen.last(actor, "DescribeScalableTargets", "")
                .map(Seen.Read::seq)
                .orElse(0L);
        return sharing(shares).stream()
                .filter(service -> service.desired() > 0 && !service.tags().containsKey(Tags.SCALING_WAS))
                .filter(service -> registered.getOrDefault(Alarms.resource(service.name()), 0L) < looked)
                .filter(service -> stage.aws.scaling().targets().stream()
                        .anyMatch(target -> target.resourceId().equals(Alarms.resource(service.name()))
                                && !target.scaleInSuspended()))
                .map(service -> "shares while " + service.name() + " may be scaled in")
                .findFirst();
    }

    private List<ServiceView> sharing(Map<String, Integer> shares) {
        return stage.aws.ecs().services().stream()
                .filter(service -> service.targetGroups().stream().anyMatch(shares::containsKey))
                .toList();
    }

    private boolean isOfOurs(Map<String, Integer> shares) {
        return sharing(shares).stream().anyMatch(service -> stage.draw.isOurs(service.name()));
    }

    private boolean areMarked(Map<String, Integer> shares) {
        List<ServiceView> sharing = sharing(shares);
        return sharing.stream().anyMatch(canary -> {
            String[] mark = canary.tags().getOrDefault(Tags.CANARY, "").split(" ");
            if (mark.length != 4 || mark[0].split("/").length < Integer.parseInt(mark[1])) {
                return false;
            }
            int percent = Integer.parseInt(
                    mark[0].split("/")[Integer.parseInt(mark[1]) - 1].split(":")[0]);
            String name = Worlds.keyOf(canary.name()).map(DeploymentKey::name).orElse("");
            return share(shares, canary) == percent
                    && sharing.stream()
                            .filter(other -> other.name().equals(new DeploymentKey(name, mark[3]).serviceName()))
                            .anyMatch(other -> share(shares, other) == 100 - percent);
        });
    }

    private static int share(Map<String, Integer> shares, ServiceView service) {
        return service.targetGroups().stream()
                .mapToInt(group -> shares.getOrDefault(group, 0))
                .sum();
    }
}
