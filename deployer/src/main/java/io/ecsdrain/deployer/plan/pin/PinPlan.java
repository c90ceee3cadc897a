package io.ecsdrain.deployer.plan.pin;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.activate.Write;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.facts.Pin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a deployment is pinned or unpinned.
 *
 * @param refusal why nothing may be written
 * @param write the tag to write; empty if it is as asked for already
 * @param summary how it is after the write, as a sentence
 * @param remarks what a person should know
 */
public record PinPlan(Optional<String> refusal, Optional<Write> write, String summary, List<String> remarks) {

    public PinPlan {
        remarks = List.copyOf(remarks);
    }

    /** @param view holds the deployment */
    public static PinPlan of(NameView view, PinRequest request) {
        DeploymentKey key = request.key();
        Optional<String> refusal = refusal(view, key);
        if (refusal.isPresent()) {
            return new PinPlan(refusal, Optional.empty(), "", List.of());
        }
        ServiceView service = view.service(key).orElseThrow();
        return request.pinned() ? pin(view, request, service) : unpin(view, key, service);
    }

    private static Optional<String> refusal(NameView view, DeploymentKey key) {
        if (view.service(key).isEmpty()) {
            return Optional.of(key.id() + " has no service in this cluster, and a pin is a tag of the service");
        }
        return view.service(key)
                .filter(service -> service.isTagged(TagState.RETIRED))
                .map(retired -> key.id() + " is retired: what belongs to it is being deleted");
    }

    private static PinPlan pin(NameView view, PinRequest request, ServiceView service) {
        DeploymentKey key = request.key();
        Optional<Instant> end =
                request.length().map(length -> view.now().plus(length).truncatedTo(ChronoUnit.SECONDS));
        String until = end.map(Instant::toString).orElse(Tags.FOREVER);
        List<String> remarks = new ArrayList<>();
        if (view.live().equals(Optional.of(key))) {
            remarks.add("it is live, and a live deployment is never retired: the pin counts once it drains");
        }
        if (service.desiredCount() == 0) {
            remarks.add(
                    "it is scaled to zero: the pin keeps it from being deleted, and ./drain rollback --deployment-name "
                            + key.name() + " --to " + key.id() + " brings its tasks back");
        }
        return new PinPlan(
                Optional.empty(),
                tag(service, until),
                key.name() + " " + key.id() + " is pinned until "
                        + end.map(Instant::toString).orElse("it is unpinned")
                        + ": it is neither retired nor deleted, whatever MAX_AGE_HR says",
                remarks);
    }

    /** The end of a pin stays in the tag, because MAX_AGE_HR counts anew from it. */
    private static PinPlan unpin(NameView view, DeploymentKey key, ServiceView service) {
        if (Pin.holding(service.tags(), view.now()).isEmpty()) {
            return new PinPlan(
                    Optional.empty(), Optional.empty(), key.name() + " " + key.id() + " is not pinned", List.of());
        }
        return new PinPlan(
                Optional.empty(),
                tag(service, view.now().truncatedTo(ChronoUnit.SECONDS).toString()),
                key.name() + " " + key.id() + " is not pinned any more; MAX_AGE_HR counts from now",
                List.of());
    }

    private static Optional<Write> tag(ServiceView service, String until) {
        return until.equals(service.tags().get(Tags.PINNED_UNTIL))
                ? Optional.empty()
                : Optional.of(new Write.TagService(service.name(), service.arn(), Map.of(Tags.PINNED_UNTIL, until)));
    }
}
