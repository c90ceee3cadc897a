package io.ecsdrain.system.handshake;

import io.ecsdrain.inventory.model.ParameterView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A deployment that drains, its tasks, and two reapers. Each step makes a copy and changes that. */
final class World {

    /**
     * What is taken for granted.
     *
     * @param latestNode for so long after a change of the routes some node of the load balancer may lead clients by the
     *     old ones
     * @param looksAgain whether the reaper looks again just before it scales to zero
     */
    record Laws(Duration latestNode, boolean looksAgain) {

        static final Laws USUAL = new Laws(Task.SETTLE, true);
    }

    /** The register and the live deployment are older. */
    private static final Instant BEGINNING = Views.EPOCH.plus(Duration.ofDays(5));

    final Laws laws;
    Instant now = BEGINNING;
    /** Writes since the last step of time: no two happen at one instant. */
    int writes;

    ParameterView state = new ParameterView(Views.OLD.stateParameter(), "draining", BEGINNING.minusSeconds(60), 2);
    ParameterView stateBefore = state;
    Optional<ParameterView> fence = Optional.empty();
    Optional<ParameterView> fenceBefore = Optional.empty();
    int fences;
    Rule rule = Rule.OPEN;
    /** Whether the default action leads to it. */
    boolean byDefault;
    /** When clients were last led to it by rules or default action; now, as long as they are. */
    Instant led = BEGINNING;
    /** How much of a rollback and of the next deployment is done. */
    int rolledBack;

    List<Task> tasks = new ArrayList<>();
    List<Run> runs = List.of(Run.IDLE, Run.IDLE);
    Map<Mishap, Integer> budget = new EnumMap<>(Mishap.class);
    /** What a task had not said when a run took all for ready. */
    Optional<String> missing = Optional.empty();
    /** Whether its desired count is 0. */
    boolean zero;

    private World(Laws laws) {
        this.laws = laws;
    }

    static World beginning(Laws laws, int tasks, Map<Mishap, Integer> budget) {
        World world = new World(laws);
        world.budget.putAll(budget);
        for (int i = 0; i < tasks; i++) {
            world.tasks.add(Task.started("t" + i, BEGINNING));
        }
        return world;
    }

    World copy() {
        World copy = new World(laws);
        copy.now = now;
        copy.writes = writes;
        copy.state = state;
        copy.stateBefore = stateBefore;
        copy.fence = fence;
        copy.fenceBefore = fenceBefore;
        copy.fences = fences;
        copy.rule = rule;
        copy.byDefault = byDefault;
        copy.led = led;
        copy.rolledBack = rolledBack;
        copy.tasks = new ArrayList<>(tasks);
        copy.runs = runs;
        copy.budget = new EnumMap<>(budget);
        copy.missing = missing;
        copy.zero = zero;
        return copy;
    }

    /** The time of a write, or of a look. */
    Instant clock() {
        return now.plusMillis(writes);
    }

    private Instant written() {
        writes++;
        return clock();
    }

    void putState(String value) {
        stateBefore = state;
        state = new ParameterView(state.name(), value, written(), state.version() + 1);
    }

    void putFence(String value) {
        fenceBefore = fence;
        long version = fence.map(ParameterView::version).orElse(0L) + 1;
        fence = Optional.of(new ParameterView(Views.OLD.fenceParameter(), value, written(), version));
        fences++;
    }

    void deleteFence() {
        fenceBefore = fence;
        fence = Optional.empty();
        writes++;
    }

    void rule(Rule next) {
        route(() -> rule = next);
    }

    void tagParked() {
        rule = new Rule(rule.parked(), Optional.of(written()), rule.note());
    }

    void defaultAction(boolean leads) {
        route(() -> byDefault = leads);
    }

    private void route(Runnable change) {
        if (isLed()) {
            led = now;
        }
        writes++;
        change.run();
    }

    private boolean isLed() {
        return !rule.parked() || byDefault;
    }

    /** Whether some node of the load balancer may still lead a client to it. */
    boolean mayBeLed() {
        return isLed() || !now.isAfter(led.plus(laws.latestNode()));
    }

    /** What makes it wrong to scale it to zero at this moment; empty if nothing does. */
    Optional<String> wronged() {
        return tasks.stream().anyMatch(Task::session)
                ? Optional.of("a task has a session")
                : mayBeLed() ? Optional.of("a client may still be led to it") : Optional.empty();
    }

    int left(Mishap mishap) {
        return budget.getOrDefault(mishap, 0);
    }

    World spend(Mishap mishap) {
        World copy = copy();
        copy.budget.merge(mishap, -1, Integer::sum);
        return copy;
    }

    World task(int index, UnaryOperator<Task> change) {
        tasks.set(index, change.apply(tasks.get(index)));
        return this;
    }

    World run(int who, Run run) {
        List<Run> all = new ArrayList<>(runs);
        all.set(who, run);
        runs = List.copyOf(all);
        return this;
    }

    /** All that matters for what may come. */
    void tell(Key.Text text) {
        text.say(state.value()).write(state).fenceParameter(fence);
        rule.tell(text);
        text.say(byDefault).say(rolledBack).say(missing).say(zero);
        if (!isLed()) {
            text.time(led);
        }
        if (left(Mishap.STALE_READ) > 0) {
            text.say(stateBefore.value()).write(stateBefore).fenceParameter(fenceBefore);
        }
        tasks.forEach(task -> task.tell(text));
        runs.forEach(run -> run.tell(text));
        text.say(budget);
    }
}
