package io.ecsdrain.deployer.plan.deploy;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.facts.TagCodec;
import java.util.Optional;

/** What a new deployment takes over from the live one that it replaces, and what it does not. */
final class Replaced {

    /** Desired tasks of the first deployment of a name, which replaces none. */
    static final int FIRST_COUNT = 2;

    private final DeployView view;
    private final DeployRequest request;
    private final Optional<DeploymentKey> live;

    Replaced(DeployView view, DeployRequest request) {
        this.view = view;
        this.request = request;
        this.live = view.name().live().filter(key -> !key.equals(request.key()));
    }

    /**
     * Desired tasks: what there is, else what is asked for, else as many as the live deployment has, else what the file
     * says.
     */
    int count() {
        return view.existing()
                .map(Existing::desired)
                .filter(desired -> desired > 0)
                .or(request.service()::count)
                .or(this::liveCount)
                .or(request.service().definition()::desiredCount)
                .orElse(FIRST_COUNT);
    }

    private Optional<Integer> liveCount() {
        return live.flatMap(view.name()::service).flatMap(Replaced::count);
    }

    /** That the file's count is not what the new one gets: it would leave fewer tasks than serve today, or more. */
    Optional<String> otherCount() {
        Optional<Integer> inFile = request.service().definition().desiredCount();
        return request.service().count().isPresent() || view.existing().isPresent()
                ? Optional.empty()
                : inFile.filter(count -> count != count())
                        .map(count -> "--service-definition's desiredCount " + count + " is not used: "
                                + live.orElseThrow().id() + ", which is live, has " + count()
                                + " tasks (--count says otherwise)");
    }

    private static Optional<Integer> count(ServiceView service) {
        return Optional.of(service.desiredCount())
                .filter(desired -> desired > 0)
                .or(() -> TagCodec.count(service.tags().get(Tags.DESIRED_COUNT)))
                .filter(desired -> desired > 0);
    }

    /**
     * That the live one scales by itself and the new one will not, as it is asked for; or that one of both was not
     * read.
     */
    Optional<String> scaling() {
        return !request.scaling().equals(ScalingRequest.NONE)
                        || view.ownScaling().found().isPresent()
                ? Optional.empty()
                : live.flatMap(this::scaling);
    }

    private Optional<String> scaling(DeploymentKey key) {
        String which = key.id() + ", which is live, scales automatically";
        return view.liveScaling()
                .target()
                .fold(
                        scaling -> Optional.of(which + " between " + scaling.minCapacity() + " and "
                                + scaling.maxCapacity() + " tasks; " + own()),
                        Optional::empty,
                        why -> Optional.of("whether " + which + " was not read: " + why));
    }

    private String own() {
        String service = request.key().serviceName();
        return view.ownScaling()
                .unknownBecause()
                .map(why -> "whether " + service + " does was not read: " + why)
                .orElse(service + " does not until a scalable target and policies are registered for it");
    }
}
