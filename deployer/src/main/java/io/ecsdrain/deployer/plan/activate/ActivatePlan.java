package io.ecsdrain.deployer.plan.activate;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.lifecycle.plan.facts.CanaryMark;
import io.ecsdrain.lifecycle.plan.facts.DeployStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What makes one deployment live and the earlier ones draining.
 *
 * @param refusal why nothing may be written; the lists are empty then
 * @param register the write that comes before any other effect, if one is missing
 * @param claims what says of the deployment itself that it is active, as far as it is missing
 * @param drains what makes the others drain, as far as it is missing
 * @param remarks what a person should know and need not undo
 * @param warning what a person should know before anything is written
 */
public record ActivatePlan(
        Optional<String> refusal,
        Optional<Write> register,
        List<Write> claims,
        List<Drain> drains,
        List<String> remarks,
        Optional<String> warning) {

    /** What makes {@code key} drain. */
    public record Drain(DeploymentKey key, List<Write> writes) {
        public Drain {
            writes = List.copyOf(writes);
        }
    }

    public ActivatePlan {
        claims = List.copyOf(claims);
        drains = List.copyOf(drains);
        remarks = List.copyOf(remarks);
    }

    /** All but the register, in order. */
    public List<Write> writes() {
        List<Write> all = new ArrayList<>(claims);
        drains.forEach(drain -> all.addAll(drain.writes()));
        return all;
    }

    /**
     * @param createRegister whether a missing register is to be created, which only {@code deploy} and {@code rollback}
     *     do
     * @param deployTimeout a deployment that is still being created is left alone for so long
     */
    public static ActivatePlan of(NameView view, DeploymentKey key, boolean createRegister, Duration deployTimeout) {
        Optional<String> refusal = refusal(view, key);
        if (refusal.isPresent()) {
            return new ActivatePlan(refusal, Optional.empty(), List.of(), List.of(), List.of(), Optional.empty());
        }
        boolean isLive = view.live().equals(Optional.of(key));
        List<Write> claims = new ArrayList<>();
        List<Drain> drains = new ArrayList<>();
        List<String> remarks = new ArrayList<>(view.parameters().remarks());
        if (!isLive || !view.says(key, DeploymentState.ACTIVE)) {
            claims.add(new Write.PutState(key, DeploymentState.ACTIVE));
        }
        view.service(key)
                .ifPresentOrElse(
                        service -> tag(key, service, TagState.ACTIVE).ifPresent(claims::add),
                        () -> remarks.add("no service " + key.serviceName()
                                + " is tagged for this deployment yet: its parameter is set,"
                                + " tag the service or activate again once it exists"));
        view.service(key).flatMap(ManagedElsewhere::remark).ifPresent(remarks::add);
        for (DeploymentKey other : view.deployments()) {
            if (view.byAge().compare(other, key) < 0) {
                if (isBeingDeployed(view, other, deployTimeout)) {
                    remarks.add(other.serviceName() + " is being deployed and is left alone");
                } else {
                    drain(view, other, drains);
                    view.service(other).flatMap(ManagedElsewhere::remark).ifPresent(remarks::add);
                }
            }
        }
        return new ActivatePlan(
                Optional.empty(),
                register(view, key, createRegister, isLive),
                claims,
                drains,
                remarks,
                unserved(view, key));
    }

    /**
     * The parameter may come before the service, and then nothing tells a new id from a mistyped one: what it does to
     * those that serve is said before it is done, with the way back.
     */
    private static Optional<String> unserved(NameView view, DeploymentKey key) {
        Optional<DeploymentKey> serving = view.live()
                .filter(live -> !live.equals(key))
                .filter(live -> view.service(live).isPresent());
        boolean seen = view.state(key).isPresent();
        if (view.service(key).isPresent() || seen && serving.isEmpty()) {
            return Optional.empty();
        }
        List<String> close = view.deployments().isEmpty()
                ? KnownIds.close(key.name(), view.otherNames())
                : KnownIds.close(key, view);
        String first = seen
                ? "there is no service " + key.serviceName() + " yet"
                : "nothing is known of '" + key.id() + "': neither a service " + key.serviceName()
                        + " nor a parameter of it";
        String then =
                view.parameters().register().isPresent() ? "goes on until " + key.id() + " serves" : "is made draining";
        return Optional.of(first
                + serving.map(live -> ", and " + live.id() + ", which is live, " + then)
                        .orElse("")
                + KnownIds.meant(close)
                + serving.map(live -> (close.isEmpty() ? ". " : " ")
                                + "If this is a mistake: ./drain rollback --deployment-name " + key.name() + " --to "
                                + live.id())
                        .orElse(""));
    }

    private static Optional<String> refusal(NameView view, DeploymentKey key) {
        Optional<DeploymentKey> newer = view.live().filter(live -> view.byAge().compare(live, key) > 0);
        if (newer.isPresent()) {
            return Optional.of(superseded(view, key, newer.get()));
        }
        if (view.service(key)
                .filter(service -> service.isTagged(TagState.RETIRED))
                .isPresent()) {
            return Optional.of(key.id() + " is retired: what belongs to it is being deleted");
        }
        return Optional.empty();
    }

    /**
     * Why {@code live} stands before {@code key}; where it has no service, most likely by mistake, also the way out.
     */
    public static String superseded(NameView view, DeploymentKey key, DeploymentKey live) {
        String why = key.id() + " is superseded: " + live.id() + " is live and ";
        return view.service(live).isPresent()
                ? why + "was created later"
                : why
                        + "has no service yet, which makes it the newest (if that is a mistake: roll back to the deployment"
                        + " that serves, or set its state to 'active', for the newest write decides; where none serves, delete "
                        + live.stateParameter() + ")";
    }

    /** Written also where it names the key already but another write is newer: the newest write decides. */
    public static Optional<Write> register(NameView view, DeploymentKey key, boolean create, boolean isLive) {
        boolean names = view.parameters()
                .register()
                .map(written -> written.value().equals(key.id()))
                .orElse(!create);
        return names && (isLive || view.parameters().register().isEmpty())
                ? Optional.empty()
                : Optional.of(new Write.PutRegister(key));
    }

    /** Adds to {@code drains} what makes {@code other} drain, if anything is missing. */
    public static void drain(NameView view, DeploymentKey other, List<Drain> drains) {
        List<Write> writes = new ArrayList<>();
        // A deployment without a parameter is older than the sidecar, and is drained like the others.
        if (!view.says(other, DeploymentState.DRAINING)) {
            writes.add(new Write.PutState(other, DeploymentState.DRAINING));
        }
        view.service(other)
                .filter(service -> !service.isTagged(TagState.RETIRED))
                .flatMap(service -> tag(other, service, TagState.DRAINING))
                .ifPresent(writes::add);
        if (!writes.isEmpty()) {
            drains.add(new Drain(other, writes));
        }
    }

    /** The tags that {@code service} lacks to be {@code key} in this state; empty if it lacks none. */
    public static Optional<Write> tag(DeploymentKey key, ServiceView service, TagState state) {
        Map<String, String> missing = new TreeMap<>(
                Map.of(Tags.DEPLOYMENT_NAME, key.name(), Tags.DEPLOYMENT_ID, key.id(), Tags.STATE, state.word()));
        if (CanaryMark.exists(service.tags())) {
            missing.put(Tags.CANARY, CanaryMark.OVER);
        }
        missing.entrySet().removeIf(tag -> tag.getValue().equals(service.tags().get(tag.getKey())));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Write.TagService(service.name(), service.arn(), missing));
    }

    /** Whether {@code deploy} makes it just now: it has no state yet, its service says so, and its time is not over. */
    public static boolean isBeingDeployed(NameView view, DeploymentKey key, Duration deployTimeout) {
        return view.state(key).isEmpty()
                && view.service(key)
                        .filter(service -> service.isTagged(TagState.DEPLOYING))
                        .filter(service -> !CanaryMark.exists(service.tags()))
                        .filter(service -> DeployStart.isUnderWay(service, deployTimeout, view.now()))
                        .isPresent();
    }
}
