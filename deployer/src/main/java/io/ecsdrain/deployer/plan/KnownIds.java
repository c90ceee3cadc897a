package io.ecsdrain.deployer.plan;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ParameterView;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to say of an id that nothing belongs to. */
public final class KnownIds {

    private KnownIds() {}

    /** One sentence with the ids that there are, oldest first. */
    public static String none(DeploymentKey key, NameView view) {
        String there =
                view.deployments().stream().map(known -> described(known, view)).collect(Collectors.joining(", "));
        return "there is no deployment '" + key.id() + "' of " + key.name()
                + (there.isEmpty() ? ", nor any other" : "; there are: " + there);
    }

    private static String described(DeploymentKey known, NameView view) {
        String state = view.state(known).map(ParameterView::value).orElse("no state");
        return known.id() + " (" + state + (view.live().equals(Optional.of(known)) ? ", live" : "")
                + (view.service(known).isEmpty() ? ", no service" : "") + ")";
    }
}
