package io.ecsdrain.lifecycle.execute;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.inventory.LiveListener;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.LiveRule;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import io.ecsdrain.inventory.model.TaskView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads what the actions of one round rest on. A round is one action of each of a few deployments: nothing is known
 * when it begins, and what one member asks is asked for all of them, since AWS answers about ten services, ten
 * parameters or twenty tags in one call. Every question names these deployments alone, so it costs the same however
 * many others there are.
 */
final class RoundReader {

    private static final String NOT_ASKED = "not asked for";

    private final LiveReader live;
    private final InstantSource clock;
    private final RoundAnswers answers = new RoundAnswers();
    private final List<Planned> round = new ArrayList<>();

    /** By name, the deployment that was found to be the live one: the next round looks at it first, no more. */
    private final Map<String, DeploymentKey> lastWinner = new TreeMap<>();

    /** The same, as this round found it. */
    private final Map<String, DeploymentKey> winners = new TreeMap<>();

    private Instant since = Instant.MIN;
    private Topics topics = Topics.of(List.of());

    RoundReader(LiveReader live, InstantSource clock) {
        this.live = live;
        this.clock = clock;
    }

    /** From now on these are about to be done, each once. */
    void begin(Collection<Planned> actions) {
        round.clear();
        round.addAll(actions);
        anew();
    }

    /** Before each action: one that no round was begun for is a round of its own. */
    void join(Planned action) {
        if (!round.contains(action)) {
            begin(List.of(action));
        } else if (isOld()) {
            anew();
        }
        round.remove(action);
    }

    private void anew() {
        lastWinner.putAll(winners);
        winners.clear();
        topics = Topics.of(round);
        forget();
    }

    /** When it is now, for what was read. */
    Instant now() {
        return clock.instant();
    }

    /** Whether it is longer ago than an answer is believed that this round began to read. */
    boolean isOld() {
        return clock.instant().isAfter(since.plus(RoundAnswers.LAST));
    }

    /** What was read so far is too old to rest on. */
    void forget() {
        since = clock.instant();
        answers.forget();
    }

    /** What was read of rules holds no longer. */
    void forgetRules() {
        answers.forget("rules");
    }

    /**
     * What decides whether {@code key} may go: its own state and the register. All that there is of its name where the
     * register names it, for then a newer word of another may have overruled the register.
     */
    Observed<NameParameters> decisive(DeploymentKey key) {
        Observed<NameParameters> own = own(key);
        return own.isKnownAnd(seen -> seen.register()
                        .filter(register -> register.value().equals(key.id()))
                        .isPresent())
                ? parameters(key.name())
                : own;
    }

    private Observed<NameParameters> own(DeploymentKey key) {
        Set<String> names = new TreeSet<>();
        topics.keys().forEach(each -> names.addAll(List.of(each.stateParameter(), ParameterPaths.live(each.name()))));
        return answers.once("parameters", "", () -> live.parametersNamed(names))
                .map(found -> new NameParameters(
                        Optional.ofNullable(found.get(ParameterPaths.live(key.name()))),
                        Optional.ofNullable(found.get(key.stateParameter()))
                                .map(state -> Map.of(key, state))
                                .orElse(Map.of()),
                        List.of()));
    }

    /** The state parameter of {@code key}. */
    Lookup<ParameterView> state(DeploymentKey key) {
        return Lookup.in(own(key).map(NameParameters::states), key);
    }

    /** The fence parameter of {@code key}. */
    Lookup<ParameterView> fence(DeploymentKey key) {
        return Lookup.in(answers.once("fences", "", () -> live.parametersNamed(topics.fences())), key.fenceParameter());
    }

    /** Register and all states of {@code name}. */
    Observed<NameParameters> parameters(String name) {
        return answers.once("path", name, () -> live.parameters(name));
    }

    /** {@code winner} was found to be the live one of its name, and to serve. */
    void remember(DeploymentKey winner) {
        winners.put(winner.name(), winner);
    }

    /**
     * The service of the deployment that an earlier round {@link #remember remembered} for {@code name}, if its state
     * reads {@code active} still.
     */
    Lookup<ServiceView> remembered(String name) {
        DeploymentKey winner = lastWinner.get(name);
        if (winner == null) {
            return Lookup.missing();
        }
        Set<DeploymentKey> all = topics.keys().stream()
                .map(key -> lastWinner.get(key.name()))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        Observed<Map<String, ParameterView>> states = answers.once(
                "states of winners",
                "",
                () -> live.parametersNamed(
                        all.stream().map(DeploymentKey::stateParameter).toList()));
        boolean active = Lookup.in(states, winner.stateParameter())
                .found()
                .filter(state -> state.says(DeploymentState.ACTIVE))
                .isPresent();
        return active
                ? Lookup.in(answers.once("winners", "", () -> live.taggedServices(all)), winner)
                : Lookup.part(states, found -> Optional.empty());
    }

    /** As {@link LiveReader#service(DeploymentKey)}. */
    Lookup<ServiceView> service(DeploymentKey key) {
        return answers.lookup("service", key, () -> live.services(topics.keys()));
    }

    /** As {@link LiveReader#taggedServices}. */
    Observed<Map<DeploymentKey, ServiceView>> taggedServices(Collection<DeploymentKey> keys) {
        return answers.once("tagged", Set.copyOf(keys), () -> live.taggedServices(keys));
    }

    /** Every listed service of the cluster, tagged or not: for what cannot be told by asking about one. */
    Observed<List<ServiceView>> services() {
        return answers.once("services", "", live::services);
    }

    /**
     * As {@link LiveReader#tasks}, of a service that was read in this round; without those that are known to have
     * stopped.
     */
    Observed<List<TaskView>> tasks(ServiceView service) {
        return answers.shared(
                "tasks",
                service.name(),
                () -> live.unstoppedTasks(topics.keys().stream()
                        .flatMap(each -> service(each).found().stream())
                        .toList()));
    }

    /** The ids of those tasks that are protected, of all whose protection is to be cleared. */
    Observed<Set<String>> protectedTasks() {
        return answers.once("protection", "", () -> live.protectedTasks(topics.tasks()));
    }

    /** As {@link LiveReader#scaling(DeploymentKey)}. */
    Lookup<ScalingView> scaling(DeploymentKey key) {
        return answers.lookup(
                "scaling",
                key.serviceName(),
                () -> live.scaling(
                        topics.keys().stream().map(DeploymentKey::serviceName).toList()));
    }

    /** As {@link LiveReader#listenersOf}. */
    Observed<List<LiveListener>> listenersOf(String loadBalancerArn) {
        return answers.once("listeners", loadBalancerArn, () -> live.listenersOf(loadBalancerArn));
    }

    /** The rules of a listener that lead to a target group of the round, or that one of its actions names. */
    Observed<List<LiveRule>> rules(String listenerArn) {
        return answers.once("rules", listenerArn, () -> live.rules(listenerArn, topics.rules(), topics.targetGroups()));
    }

    /** A target group with the load balancers that it hangs on and nothing else. */
    Lookup<TargetGroupView> attached(String arn) {
        return Lookup.in(answers.once("balancers", "", () -> live.balancers(topics.targetGroups())), arn)
                .map(balancers -> new TargetGroupView(
                        arn, arn, Map.of(), balancers, Observed.unknown(NOT_ASKED), Observed.unknown(NOT_ASKED)));
    }

    /** The tags of a target group. */
    Lookup<Map<String, String>> tagsOfTargetGroup(String arn) {
        return Lookup.in(answers.once("tags", "", () -> live.tagsOfTargetGroups(topics.targetGroups())), arn);
    }

    /** The deregistration delay of a target group, in seconds. */
    Observed<Integer> deregistrationDelay(String targetGroupArn) {
        return live.deregistrationDelay(targetGroupArn);
    }

    /** The targets of a target group; none if it does not exist. */
    Observed<List<Target>> targets(String targetGroupArn) {
        return answers.once("targets", targetGroupArn, () -> live.targetsIfThere(targetGroupArn));
    }
}
