package io.ecsdrain.deployer.plan.activate;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.facts.LiveElection;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What decisions about one deployment name look at.
 *
 * @param now when it was read
 * @param services the name's services, adopted ones included
 * @param otherNames of the cluster's other services, for a name that is mistyped
 */
public record NameView(
        String name,
        Instant now,
        NameParameters parameters,
        Map<DeploymentKey, ServiceView> services,
        Set<String> otherNames) {

    public NameView {
        services = Map.copyOf(services);
        otherNames = Set.copyOf(otherNames);
    }

    /**
     * @param tagged services tagged for any name
     * @param others services that are not; adopted if they carry no tag of ours and their name parses whole, because a
     *     prefix proves nothing: {@code svc-app-} also begins {@code svc-app-eu-v1}
     */
    public static NameView of(
            String name,
            Instant now,
            NameParameters parameters,
            Map<DeploymentKey, ServiceView> tagged,
            Collection<ServiceView> others) {
        Map<DeploymentKey, ServiceView> services = new TreeMap<>(tagged);
        services.keySet().removeIf(key -> !key.name().equals(name));
        for (ServiceView other : others) {
            if (!other.tags().containsKey(Tags.DEPLOYMENT_NAME) && !other.tags().containsKey(Tags.DEPLOYMENT_ID)) {
                DeploymentKey.adopt(name, other.name()).ifPresent(key -> services.putIfAbsent(key, other));
            }
        }
        Set<String> otherNames =
                tagged.keySet().stream().map(DeploymentKey::name).collect(Collectors.toCollection(TreeSet::new));
        otherNames.remove(name);
        return new NameView(name, now, parameters, services, otherNames);
    }

    /** Who is to be live now; empty if nothing says so. */
    public Optional<DeploymentKey> live() {
        return LiveElection.winner(name, parameters.register(), parameters.states());
    }

    public Optional<ServiceView> service(DeploymentKey key) {
        return Optional.ofNullable(services.get(key));
    }

    public Optional<ParameterView> state(DeploymentKey key) {
        return Optional.ofNullable(parameters.states().get(key));
    }

    /** Whether the state of {@code key} is there and is {@code state}. */
    public boolean says(DeploymentKey key, DeploymentState state) {
        return state(key).filter(written -> written.says(state)).isPresent();
    }

    /** Oldest first: ECS's creation time, then the id; one whose service does not exist yet is the newest. */
    public Comparator<DeploymentKey> byAge() {
        return Comparator.comparing((DeploymentKey key) ->
                        service(key).map(ServiceView::createdAt).orElse(Instant.MAX))
                .thenComparing(DeploymentKey::id);
    }

    /** Every deployment that has a service or a state, in the order of age. */
    public Collection<DeploymentKey> deployments() {
        TreeSet<DeploymentKey> all = new TreeSet<>(byAge());
        all.addAll(services.keySet());
        all.addAll(parameters.states().keySet());
        return all;
    }
}
