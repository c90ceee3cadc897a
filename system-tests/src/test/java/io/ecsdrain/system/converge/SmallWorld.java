package io.ecsdrain.system.converge;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import io.ecsdrain.lifecycle.plan.converge.ConvergeView;
import io.ecsdrain.lifecycle.plan.converge.ConvergeWrite;
import io.ecsdrain.lifecycle.plan.facts.LiveElection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Three deployments of one name. Times are ranks, for only their order matters; so there are finitely many worlds.
 *
 * @param words what stands in the parameters
 * @param defaultAction whose target group the listener forwards to
 * @param scaledDown those that a reaper has scaled to zero
 * @param starting those whose tasks are not healthy yet
 * @param slow whether tasks take a time to become healthy
 * @param canary what the mark of {@code c} says
 */
record SmallWorld(
        Words words,
        String defaultAction,
        TreeSet<String> scaledDown,
        TreeSet<String> starting,
        boolean slow,
        Canary canary) {

    /** What the mark of a canary says; over is also one whose deadline has passed. */
    enum Canary {
        NONE,
        RUNS,
        OVER
    }

    /** Where the default action leads while {@code b} and {@code c} share new clients. */
    static final String SHARED = "b+c";

    static final String NAME = "app";
    static final List<String> IDS = List.of("a", "b", "c");

    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    /** @param at the rank of the write among all that still stand */
    record Word(String value, int at) {}

    /** @param register empty where there is none */
    record Words(Optional<Word> register, TreeMap<String, Word> states) {

        Words write(Optional<String> state, String value) {
            TreeMap<String, Word> next = new TreeMap<>(states);
            Optional<Word> nextRegister = register;
            Word newest = new Word(value, Integer.MAX_VALUE);
            if (state.isPresent()) {
                next.put(state.get(), newest);
            } else {
                nextRegister = Optional.of(newest);
            }
            return new Words(nextRegister, next).ranked();
        }

        private Words ranked() {
            TreeSet<Integer> times = new TreeSet<>();
            register.ifPresent(word -> times.add(word.at()));
            states.values().forEach(word -> times.add(word.at()));
            Map<Integer, Integer> ranks = new HashMap<>();
            times.forEach(time -> ranks.put(time, ranks.size()));
            TreeMap<String, Word> next = new TreeMap<>();
            states.forEach((id, word) -> next.put(id, new Word(word.value(), ranks.get(word.at()))));
            return new Words(register.map(word -> new Word(word.value(), ranks.get(word.at()))), next);
        }

        boolean is(String id, String value) {
            return states.containsKey(id) && states.get(id).value().equals(value);
        }

        Optional<String> winner() {
            return LiveElection.winner(NAME, registerView(), stateViews()).map(DeploymentKey::id);
        }

        Optional<ParameterView> registerView() {
            return register.map(word -> view("/apps/app/live", word));
        }

        Map<DeploymentKey, ParameterView> stateViews() {
            Map<DeploymentKey, ParameterView> views = new HashMap<>();
            states.forEach((id, word) -> views.put(key(id), view(key(id).stateParameter(), word)));
            return views;
        }

        private static ParameterView view(String name, Word word) {
            return new ParameterView(name, word.value(), EPOCH.plusSeconds(word.at()), 1);
        }
    }

    static DeploymentKey key(String id) {
        return new DeploymentKey(NAME, id);
    }

    /** {@code a} is old and draining, {@code b} is live, {@code c} is new and has never been anything. */
    static SmallWorld beginning(boolean withRegister) {
        TreeMap<String, Word> states = new TreeMap<>(Map.of("a", new Word("draining", 2), "b", new Word("active", 1)));
        Optional<Word> register = withRegister ? Optional.of(new Word("b", 0)) : Optional.empty();
        return new SmallWorld(
                new Words(register, states).ranked(), "b", new TreeSet<>(), new TreeSet<>(), false, Canary.NONE);
    }

    SmallWorld putRegister(String id) {
        return new SmallWorld(words.write(Optional.empty(), id), defaultAction, scaledDown, starting, slow, canary);
    }

    SmallWorld putState(String id, String value) {
        return new SmallWorld(words.write(Optional.of(id), value), defaultAction, scaledDown, starting, slow, canary);
    }

    SmallWorld point(String id) {
        return new SmallWorld(words, id, scaledDown, starting, slow, canary);
    }

    SmallWorld scale(String id, boolean down) {
        TreeSet<String> next = new TreeSet<>(scaledDown);
        TreeSet<String> young = new TreeSet<>(starting);
        if (down) {
            next.add(id);
            young.remove(id);
        } else if (next.remove(id) && slow) {
            young.add(id);
        }
        return new SmallWorld(words, defaultAction, next, young, slow, canary);
    }

    SmallWorld slowly() {
        return new SmallWorld(words, defaultAction, scaledDown, starting, true, canary);
    }

    boolean isHealthy(String id) {
        return !scaledDown.contains(id) && !starting.contains(id);
    }

    /** Some time later: what starts has started, and the deadline of a canary has passed. */
    SmallWorld healed() {
        return new SmallWorld(words, defaultAction, scaledDown, new TreeSet<>(), slow, canary)
                .mark(canary == Canary.RUNS ? Canary.OVER : canary);
    }

    SmallWorld mark(Canary next) {
        return new SmallWorld(words, defaultAction, scaledDown, starting, slow, next);
    }

    /** Whether {@code c} goes on as a canary beside {@code b}. */
    boolean canaryRuns() {
        return canaryRuns(words);
    }

    private boolean canaryRuns(Words read) {
        return canary == Canary.RUNS
                && !read.states().containsKey("c")
                && read.winner().equals(Optional.of("b"));
    }

    /** Whether new clients are led to an app that turns them away; empty if not. */
    Optional<String> turnedAway() {
        return words.register().isPresent() && leading().stream().anyMatch(id -> words.is(id, "draining"))
                ? Optional.of("clients go to " + defaultAction + ", which drains: " + words)
                : Optional.empty();
    }

    /** Those that the default action leads to. */
    List<String> leading() {
        return List.of(defaultAction.split("\\+"));
    }

    SmallWorld after(ConvergeWrite write) {
        String id = write.key().id();
        if (write instanceof ConvergeWrite.PutState put) {
            return putState(id, put.state() == DeploymentState.ACTIVE ? "active" : "draining");
        }
        if (write instanceof ConvergeWrite.EndCanary) {
            return words.states().containsKey(id) ? this : putState(id, "draining");
        }
        return write instanceof ConvergeWrite.RestoreDesired ? scale(id, false) : point(id);
    }

    /** What a pass of converge sees that read {@code read} of the parameters a moment ago, and the rest now. */
    ConvergeView seen(Words read) {
        Optional<String> winner = read.winner();
        Optional<ServiceView> service = winner.map(this::service);
        boolean registered = read.register().isPresent();
        return new ConvergeView(
                NAME,
                read.registerView(),
                read.stateViews(),
                service,
                registered ? winner.map(id -> "tg-" + id) : Optional.empty(),
                winner.filter(id -> !scaledDown.contains(id))
                        .map(id -> List.of(
                                new Target("10.0.0.1", 80, isHealthy(id) ? "healthy" : "initial", Optional.empty())))
                        .orElse(List.of()),
                registered
                        ? List.of(new ConvergeView.DefaultAction(
                                "listener",
                                leading().stream()
                                        .map(id -> new ForwardTarget("tg-" + id, 1))
                                        .toList()))
                        : List.of(),
                List.of(),
                Map.of("tg-a", key("a"), "tg-b", key("b"), "tg-c", key("c")),
                canaries(read));
    }

    /** As the product reads them: of those without a state that a default action leads to, if marked. */
    private Map<DeploymentKey, Boolean> canaries(Words read) {
        return canary != Canary.NONE
                        && leading().contains("c")
                        && !read.states().containsKey("c")
                        && !read.winner().equals(Optional.of("c"))
                ? Map.of(key("c"), canaryRuns(read))
                : Map.of();
    }

    private ServiceView service(String id) {
        boolean down = scaledDown.contains(id);
        return new ServiceView(
                "arn:" + id,
                key(id).serviceName(),
                "ACTIVE",
                EPOCH,
                down ? 0 : 1,
                down ? 0 : 1,
                0,
                down ? Map.of("desired_count", "1") : Map.of(),
                List.of("tg-" + id),
                "td");
    }

    /** What is wrong with it once no actor does anything any more; empty if nothing is. */
    Optional<String> problem() {
        List<String> active = IDS.stream().filter(id -> words.is(id, "active")).toList();
        if (active.size() != 1) {
            return Optional.of("active are " + active);
        }
        if (!active.get(0).equals(defaultAction)) {
            return Optional.of("active is " + active + ", clients go to " + defaultAction);
        }
        return scaledDown.contains(defaultAction)
                ? Optional.of(defaultAction + " is live and scaled to zero")
                : Optional.empty();
    }
}
