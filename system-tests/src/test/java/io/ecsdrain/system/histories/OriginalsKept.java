package io.ecsdrain.system.histories;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.ecs.ServiceView;
import io.ecsdrain.localaws.scaling.ScalableTargetView;
import io.ecsdrain.localaws.wire.CallRecord;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the reaper takes from a deployment, its count, scaling, bounds, rebalancing, and what a deployer takes from its
 * scaling, is noted in a tag before it is taken, and the tag stays until it is given back: whatever crashes in between,
 * the original is known.
 */
final class OriginalsKept implements WriteOrder.Rule {

    private final Stage stage;
    private final Seen seen;

    /** By service, the last call of each actor's or another's that changed it or its scalable target. */
    private final Map<String, Change> changes = new HashMap<>();

    private record Change(Actor actor, long seq) {}

    OriginalsKept(Stage stage, Seen seen) {
        this.stage = stage;
        this.seen = seen;
    }

    @Override
    public Optional<String> see(Actor actor, CallRecord call) {
        boolean reaper = actor.accessKey.equals(Cast.REAPER);
        JsonNode input = call.input();
        return switch (call.operation()) {
            case "UpdateService" -> {
                Optional<ServiceView> before = before(tail(input.get("service")));
                Optional<String> wrong = before.filter(any -> reaper).flatMap(service -> unnoted(service, input));
                changed(actor, call, tail(input.get("service")));
                yield wrong;
            }
            case "RegisterScalableTarget" -> {
                String name = tail(input.get("ResourceId"));
                boolean ours = reaper || actor.accessKey.equals(Cast.DEPLOYER);
                Optional<String> wrong = before(name).filter(any -> ours).flatMap(service -> unnotedSuspension(
                                service, input)
                        .or(() -> reaper ? unnotedBounds(actor, service, input) : Optional.empty()));
                changed(actor, call, name);
                yield wrong;
            }
            case "UntagResource" -> {
                String name = tail(input.get("resourceArn"));
                yield before(name)
                        .filter(any -> reaper && !crossed(actor, name))
                        .flatMap(service -> lost(service, input));
            }
            default -> Optional.empty();
        };
    }

    private Optional<ServiceView> before(String name) {
        return stage.servicesBefore().stream()
                .filter(service ->
                        service.name().equals(name) && service.status().equals("ACTIVE"))
                .filter(service -> stage.draw.isOurs(name))
                .findFirst();
    }

    private static String tail(JsonNode arnOrName) {
        return arnOrName.asText().replaceFirst(".*/", "");
    }

    private void changed(Actor actor, CallRecord call, String service) {
        changes.put(service, new Change(actor, call.seq()));
    }

    /** Another actor has changed it since this one last looked at services. */
    private boolean crossed(Actor actor, String service) {
        Change last = changes.get(service);
        return last != null
                && last.actor() != actor
                && seen.last(actor, "DescribeServices", "")
                        .filter(read -> last.seq() > read.seq())
                        .isPresent();
    }

    private static Optional<String> unnoted(ServiceView service, JsonNode input) {
        boolean toZero = input.has("desiredCount") && input.get("desiredCount").asInt() == 0 && service.desired() > 0;
        if (toZero && !service.tags().containsKey("desired_count")) {
            return Optional.of("desired_count does not say what the count of " + service.name() + " was");
        }
        boolean off = input.path("availabilityZoneRebalancing").asText().equals("DISABLED")
                && service.availabilityZoneRebalancing().equals("ENABLED");
        return off && !service.tags().containsKey("rebalancing_was")
                ? Optional.of("rebalancing_was does not say that " + service.name() + " rebalanced")
                : Optional.empty();
    }

    private static Optional<String> unnotedSuspension(ServiceView service, JsonNode input) {
        boolean held =
                input.path("SuspendedState").path("DynamicScalingInSuspended").asBoolean();
        return held && !service.tags().containsKey("scaling_was")
                ? Optional.of("scaling_was does not say what of " + service.name() + " was suspended")
                : Optional.empty();
    }

    private Optional<String> unnotedBounds(Actor actor, ServiceView service, JsonNode input) {
        return input.has("MaxCapacity")
                        && !(isKnown(actor, service, input, "MinCapacity", 0)
                                && isKnown(actor, service, input, "MaxCapacity", 1))
                ? Optional.of("scaling_bounds does not say which bounds " + service.name() + " had")
                : Optional.empty();
    }

    /**
     * A schedule of the team's may have moved one side since: it stays as it is, and the other goes back to what is
     * noted. The reaper cannot know of one that moved it between its look and its write.
     */
    private boolean isKnown(Actor actor, ServiceView service, JsonNode input, String side, int place) {
        String next = input.get(side).asText();
        return bound(target(service), side).equals(Optional.of(next))
                || bound(overtaken(actor, service), side).equals(Optional.of(next))
                || Arrays.stream(service.tags()
                                .getOrDefault("scaling_bounds", "")
                                .split("/"))
                        .map(noted -> noted.split("-"))
                        .anyMatch(noted -> noted.length == 2 && noted[place].equals(next));
    }

    private Optional<ScalableTargetView> target(ServiceView service) {
        return stage.targetsBefore().stream()
                .filter(each -> each.resourceId().equals(Alarms.resource(service.name())))
                .findFirst();
    }

    /** As it was when the actor looked, if a schedule has moved it since. */
    private Optional<ScalableTargetView> overtaken(Actor actor, ServiceView service) {
        return seen.last(actor, "DescribeScalableTargets", "")
                .flatMap(look -> seen.movedSince(look.at(), Alarms.resource(service.name())));
    }

    private static Optional<String> bound(Optional<ScalableTargetView> target, String side) {
        return target.map(each -> side.equals("MinCapacity") ? each.minCapacity() : each.maxCapacity())
                .map(String::valueOf);
    }

    /** What a tag that is taken off still holds. */
    private Optional<String> lost(ServiceView service, JsonNode input) {
        Predicate<String> taken = tag -> input.get("tagKeys").toString().contains('"' + tag + '"')
                && service.tags().containsKey(tag);
        Optional<ScalableTargetView> target = stage.aws.scaling().targets().stream()
                .filter(each -> each.resourceId().equals(Alarms.resource(service.name())))
                .findFirst();
        if (taken.test("desired_count") && service.desired() == 0) {
            return Optional.of("the count of " + service.name() + " is not given back");
        }
        if (taken.test("rebalancing_was")
                && !service.availabilityZoneRebalancing().equals("ENABLED")) {
            return Optional.of("the rebalancing of " + service.name() + " is not given back");
        }
        boolean held = target.filter(ScalableTargetView::scaleInSuspended).isPresent()
                && service.tags().getOrDefault("scaling_was", "").equals("none");
        return taken.test("scaling_was") && held
                ? Optional.of("the scaling of " + service.name() + " is not given back")
                : Optional.empty();
    }
}
