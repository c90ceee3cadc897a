package io.ecsdrain.deployer.plan.activate;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.EditDistance;
import io.ecsdrain.inventory.model.ParameterView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to say of an id that nothing belongs to. */
public final class KnownIds {

    private static final int SLIPS = 2;

    private KnownIds() {}

    /** One sentence with the ids that there are, oldest first. */
    public static String none(DeploymentKey key, NameView view) {
        String there =
                view.deployments().stream().map(known -> described(known, view)).collect(Collectors.joining(", "));
        return "there is no deployment '" + key.id() + "' of " + key.name()
                + (there.isEmpty() ? ", nor any other" : "; there are: " + there);
    }

    /** Ids of deployments that somebody may have meant who wrote {@code key}'s; the likeliest first. */
    static List<String> close(DeploymentKey key, NameView view) {
        return view.deployments().stream()
                .map(DeploymentKey::id)
                .filter(id -> !id.equals(key.id()) && isClose(id, key.id()))
                .sorted(Comparator.comparingInt((String id) -> EditDistance.between(id, key.id()))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** One begins the other (a short hash, an id cut off), or two slips of the finger lie between them. */
    private static boolean isClose(String one, String other) {
        return one.startsWith(other) || other.startsWith(one) || EditDistance.between(one, other) <= SLIPS;
    }

    private static String described(DeploymentKey known, NameView view) {
        String state = view.state(known).map(ParameterView::value).orElse("no state");
        return known.id() + " (" + state + (view.live().equals(Optional.of(known)) ? ", live" : "")
                + (view.service(known).isEmpty() ? ", no service in this cluster" : "") + ")";
    }
}
