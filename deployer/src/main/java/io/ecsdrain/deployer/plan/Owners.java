package io.ecsdrain.deployer.plan;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Names;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ForwardTarget;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose target groups are, as far as they are known to be somebody's.
 *
 * @param byGroup by target group ARN: by its tags, else by the service that uses it
 */
public record Owners(Map<String, DeploymentKey> byGroup) {

    public Owners {
        byGroup = Map.copyOf(byGroup);
    }

    /** What a target group's own tags say. */
    public static Optional<DeploymentKey> tagged(Map<String, String> tags) {
        String name = tags.get(Tags.DEPLOYMENT_NAME);
        String id = tags.get(Tags.DEPLOYMENT_ID);
        return Names.isValid(name) && Names.isValid(id) ? Optional.of(new DeploymentKey(name, id)) : Optional.empty();
    }

    /**
     * Why a default action must not be taken over for {@code name}, one sentence for each target group that is somebody
     * else's; empty for one that serves only this name, or nobody yet.
     */
    public List<String> foreign(String name, String listenerArn, Collection<ForwardTarget> targets) {
        return targets.stream()
                .map(ForwardTarget::targetGroupArn)
                .filter(arn -> !isOf(name, arn))
                .map(arn -> "listener " + listenerArn + ": its default action forwards to " + arn + ", which is "
                        + Optional.ofNullable(byGroup.get(arn))
                                .map(owner -> owner.name() + "'s")
                                .orElse("no deployment's")
                        + ", not " + name + "'s")
                .toList();
    }

    public boolean isOf(String name, String groupArn) {
        return Optional.ofNullable(byGroup.get(groupArn))
                .filter(owner -> owner.name().equals(name))
                .isPresent();
    }
}
