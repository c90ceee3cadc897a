package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.activate.Write;
import io.ecsdrain.lifecycle.plan.converge.Serving;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way back for a deployment that was registered as live and cannot become it. The register goes back first: as long as it
 * names the deployment, every converge would make it active again.
 */
final class Retreat {

    private final Session session;
    private final Activation activation;

    Retreat(Session session, Activation activation) {
        this.session = session;
        this.activation = activation;
    }

    /**
     * Makes {@code fallback} live and {@code key} draining again, unless somebody else is to be live by now.
     *
     * @param fallback empty if nobody else could serve: then {@code key} stays registered, and active if it was
     * @return what came of it, as a phrase
     */
    String from(DeploymentKey key, Optional<DeploymentKey> fallback) {
        if (fallback.isEmpty()) {
            return "nobody else can serve, so " + key.id() + " stays registered as live";
        }
        try {
            NameView view = session.names().read(key.name());
            // Where another actor's write is newer, its deployment is to be live, and converge sees to it.
            if (view.live().equals(Optional.of(key))) {
                activation.write(new Write.PutRegister(fallback.get()));
                if (!isState(view, fallback.get(), DeploymentState.ACTIVE)) {
                    activation.write(new Write.PutState(fallback.get(), DeploymentState.ACTIVE));
                }
            }
            drained(view, key).forEach(activation::write);
            return "";
        } catch (RuntimeException failed) {
            return "and could not be undone (" + Failures.sentence(failed) + "): roll back to " + key.id() + " or to "
                    + fallback.get().id() + " again";
        }
    }

    /** Not while a default action leads to it: converge leads that one back first. */
    private List<Write> drained(NameView view, DeploymentKey key) {
        boolean isFree = activation
                .standing(key.name())
                .filter(seen -> Serving.leading(seen, key).isEmpty())
                .isPresent();
        List<Write> writes = new ArrayList<>();
        if (isFree && isState(view, key, DeploymentState.ACTIVE)) {
            writes.add(new Write.PutState(key, DeploymentState.DRAINING));
            view.service(key)
                    .filter(service -> service.isTagged(TagState.ACTIVE))
                    .ifPresent(service -> writes.add(new Write.TagService(
                            service.name(), service.arn(), Map.of(Tags.STATE, TagState.DRAINING.word()))));
        }
        return writes;
    }

    private static boolean isState(NameView view, DeploymentKey key, DeploymentState state) {
        return view.state(key)
                .filter(parameter -> parameter.value().equals(state.word()))
                .isPresent();
    }
}
