package io.ecsdrain.deployer.plan.activate;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ServiceView;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose target groups are, as far as it is known.
 *
 * @param byGroup by target group ARN: by its tags, else by the service that uses it
 * @param movedBy by target group ARN, what else moves the clients of the service that uses it: nothing here may then
 */
public record Owners(Map<String, DeploymentKey> byGroup, Map<String, String> movedBy) {

    public Owners {
        byGroup = Map.copyOf(byGroup);
        movedBy = Map.copyOf(movedBy);
    }

    /** Of services that are all rolled out by ECS. */
    public Owners(Map<String, DeploymentKey> byGroup) {
        this(byGroup, Map.of());
    }

    /** {@link #movedBy} as {@code services} tell it. */
    public static Map<String, String> moved(Collection<ServiceView> services) {
        Map<String, String> moved = new HashMap<>();
        services.forEach(service ->
                service.managedBy().ifPresent(by -> service.targetGroupArns().forEach(arn -> moved.put(arn, by))));
        return moved;
    }

    /**
     * Why a default action must not be taken over for {@code name}, one sentence for each target group that is another
     * name's or moved by something else; empty for one that serves only this name, or none yet.
     */
    public List<String> foreign(String name, String listenerArn, Collection<ForwardTarget> targets) {
        return targets.stream()
                .map(ForwardTarget::targetGroupArn)
                .filter(arn -> movedBy.containsKey(arn) || !isOf(name, arn))
                .map(arn ->
                        "listener " + listenerArn + ": its default action forwards to " + arn + ", " + whose(name, arn))
                .toList();
    }

    private String whose(String name, String arn) {
        return movedBy.containsKey(arn)
                ? "whose clients are moved by " + movedBy.get(arn)
                : "which is "
                        + Optional.ofNullable(byGroup.get(arn))
                                .map(owner -> owner.name() + "'s")
                                .orElse("no deployment's")
                        + ", not " + name + "'s";
    }

    public boolean isOf(String name, String groupArn) {
        return Optional.ofNullable(byGroup.get(groupArn))
                .filter(owner -> owner.name().equals(name))
                .isPresent();
    }
}
