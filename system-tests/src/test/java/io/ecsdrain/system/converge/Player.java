package io.ecsdrain.system.converge;

import io.ecsdrain.reaper.plan.ConvergePlan;
import io.ecsdrain.reaper.plan.ConvergeWrite;
import io.ecsdrain.system.converge.SmallWorld.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        DEPLOY_C("register c", "point c", "active c", "drain a", "drain b"),
        ROLLBACK_A("register a", "active a", "restore a", "point a", "drain b", "drain c"),
        ACTIVATE_C("register-if-any c", "active c", "drain a", "drain b"),
        /** The plan's own script, which neither converges nor knows of a register. */
        SCRIPT_C("active c", "drain a", "drain b", "stop"),
        REAPER_OF_A("recheck a", "scale a"),
        REAPER("look");

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
            case "restore" -> new Step(world.scale(id, false), after);
            // Reads and writes are two calls: anything may come between them.
            case "recheck" -> {
                boolean may = world.words().is(id, "draining")
                        && !world.words().winner().equals(Optional.of(id))
                        && !world.defaultAction().equals(id);
                yield new Step(world, may ? after : dead());
            }
            case "scale" -> new Step(world.scale(id, true), after);
            case "stop" -> new Step(world, dead());
            default -> new Step(world, after);
        };
    }

    /** A pass is a read of the parameters, a read of the rest with the decision, and the writes one by one. */
    private Step converge(SmallWorld world) {
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
