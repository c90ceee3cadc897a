package io.ecsdrain.system.converge;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.lifecycle.plan.converge.ConvergePlan;
import io.ecsdrain.lifecycle.plan.converge.ConvergeWrite;
import io.ecsdrain.lifecycle.plan.converge.Serving;
import io.ecsdrain.system.converge.SmallWorld.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One actor between two of its calls: what it still has to write of its own, and then how far its converge is.
 *
 * @param role what it does first
 * @param next the place in its own programme; past its end it converges
 * @param read the parameters that it read last
 * @param todo what its pass of converge still has to write
 * @param quiet how many passes in a row found nothing
 */
record Player(Role role, int next, Optional<Words> read, List<ConvergeWrite> todo, int quiet, boolean gone) {

    /** What an actor writes before it converges, each entry one call. */
    enum Role {
        DEPLOY_C("register c", "active c", "point c", "drain-if-served a b"),
        ROLLBACK_A("register a", "active a", "restore a", "await a", "point a", "drain-if-served b c"),
        /** One that fails once it has moved the default action. */
        RETREAT_A("register a", "active a", "restore a", "await a", "point a", "register b", "drain-if-free a"),
        ACTIVATE_C("register-if-any c", "active c", "drain-if-served a b"),
        /** The plan's own script, which neither converges nor knows of a register. */
        SCRIPT_C("active c", "drain a", "drain b", "stop"),
        /** One whose steps are one, and who looks at nothing but whether another has ended it. */
        CANARY_C(
                "mark",
                "look-on",
                "share",
                "look-on",
                "look-on",
                "register c",
                "active c",
                "point c",
                "drain-if-served a b"),
        /** One that an alarm ends. */
        ABORTED_C("mark", "look-on", "share", "look-on", "over"),
        /** A person ends the canary. */
        RETIRE_C("over"),
        REAPER_OF_A("recheck a", "scale a"),
        REAPER("look"),
        /** One whose passes are over before anything else happens. */
        SWIFT_REAPER("look");

        private final List<String> programme;

        Role(String... programme) {
            this.programme = List.of(programme);
        }
    }

    /** One call made: the world and the actor after it. */
    record Step(SmallWorld world, Player player) {}

    static Player of(Role role) {
        return new Player(role, 0, Optional.empty(), List.of(), 0, false);
    }

    Player dead() {
        return new Player(role, 0, Optional.empty(), List.of(), 0, true);
    }

    /** @param registers false: no actor knows of the register */
    Step step(SmallWorld world, boolean registers) {
        return next < role.programme.size() ? own(world, registers) : converge(world);
    }

    private Player at(int place) {
        return new Player(role, place, Optional.empty(), todo, quiet, false);
    }

    private Step own(SmallWorld world, boolean registers) {
        String[] call = role.programme.get(next).split(" ");
        String id = call.length > 1 ? call[1] : "";
        Player after = at(next + 1);
        return switch (call[0]) {
            case "register" -> new Step(registers ? world.putRegister(id) : world, after);
            case "register-if-any" ->
                new Step(registers && world.words().register().isPresent() ? world.putRegister(id) : world, after);
            case "active" -> new Step(world.putState(id, "active"), after);
            case "drain" ->
                new Step(
                        world.words().is(id, "draining")
                                        || !world.words().states().containsKey(id)
                                ? world
                                : world.putState(id, "draining"),
                        after);
            case "point" -> new Step(world.point(id), after);
            case "mark" -> new Step(world.mark(SmallWorld.Canary.RUNS), after);
            // Not one that drains already: nothing is to be done then.
            case "over" ->
                new Step(world.canary() == SmallWorld.Canary.NONE ? world : world.mark(SmallWorld.Canary.OVER), after);
            // It reads whether it goes on, and if not, it takes back what it wrote: it converges.
            case "look-on" -> new Step(world, world.canaryRuns() ? after : at(role.programme.size()));
            // It leaves a default action alone that leads elsewhere.
            case "share" ->
                world.defaultAction().equals("b") || world.defaultAction().equals(SmallWorld.SHARED)
                        ? new Step(world.point(SmallWorld.SHARED), after)
                        : new Step(world, at(role.programme.size()));
            case "drain-if-served" ->
                new Step(world, after.draining(world, key -> Serving.keeps(world.seen(world.words()), key), call));
            case "drain-if-free" ->
                new Step(world, after.draining(world, key -> Serving.leading(world.seen(world.words()), key), call));
            // A reaper may have scaled it down once more.
            case "await" ->
                new Step(
                        world,
                        world.isHealthy(id) ? after : at(world.scaledDown().contains(id) ? next - 1 : next));
            case "restore" -> new Step(world.scale(id, false), after);
            // Reads and writes are two calls: anything may come between them.
            case "recheck" -> {
                boolean may = world.words().is(id, "draining")
                        && !world.words().winner().equals(Optional.of(id))
                        && !world.leading().contains(id);
                yield new Step(world, may ? after : dead());
            }
            case "scale" -> new Step(world.scale(id, true), after);
            case "stop" -> new Step(world, dead());
            default -> new Step(world, after);
        };
    }

    /** It looks, and makes those draining that nothing keeps from it, with the calls that follow. */
    private Player draining(SmallWorld world, Function<DeploymentKey, Optional<String>> kept, String[] call) {
        List<ConvergeWrite> drains = new ArrayList<>();
        for (String id : List.of(call).subList(1, call.length)) {
            boolean open =
                    world.words().states().containsKey(id) && !world.words().is(id, "draining");
            if (open && kept.apply(SmallWorld.key(id)).isEmpty()) {
                drains.add(new ConvergeWrite.PutState(SmallWorld.key(id), DeploymentState.DRAINING));
            }
        }
        return new Player(role, next, Optional.empty(), drains, 0, false);
    }

    /** Whether it is about to drain what it can see clients go to. */
    Optional<String> turnsAway(SmallWorld world) {
        return todo.stream()
                .filter(write -> world.words().register().isPresent()
                        && write instanceof ConvergeWrite.PutState put
                        && put.state() == DeploymentState.DRAINING
                        && world.leading().contains(put.key().id()))
                .findFirst()
                .map(write -> role + " has just seen where clients go, and decides on " + write);
    }

    /** A pass is a read of the parameters, a read of the rest with the decision, and the writes one by one. */
    private Step converge(SmallWorld world) {
        if (role == Role.SWIFT_REAPER) {
            List<ConvergeWrite> writes = ConvergePlan.step(world.seen(world.words()));
            SmallWorld after = world;
            for (ConvergeWrite write : writes) {
                after = after.after(write);
            }
            int calm = writes.isEmpty() ? quiet + 1 : 0;
            return new Step(after, new Player(role, next, Optional.empty(), List.of(), calm, calm == 2));
        }
        if (!todo.isEmpty()) {
            List<ConvergeWrite> rest = new ArrayList<>(todo.subList(1, todo.size()));
            return new Step(world.after(todo.get(0)), new Player(role, next, Optional.empty(), rest, 0, false));
        }
        if (read.isEmpty()) {
            return new Step(world, new Player(role, next, Optional.of(world.words()), List.of(), quiet, false));
        }
        List<ConvergeWrite> writes = ConvergePlan.step(world.seen(read.get()));
        int quietNow = writes.isEmpty() ? quiet + 1 : 0;
        return new Step(world, new Player(role, next, Optional.empty(), writes, quietNow, quietNow == 2));
    }
}
