package io.ecsdrain.system.handshake;

import io.ecsdrain.contract.Fence;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Grounds;
import io.ecsdrain.lifecycle.plan.action.GroundsCheck;
import io.ecsdrain.lifecycle.plan.facts.DrainStart;
import io.ecsdrain.lifecycle.plan.facts.Fences;
import io.ecsdrain.reaper.plan.Planner;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.readiness.Recheck;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run of a reaper between two of its calls. The order of calls within an action is that of the executor; what each
 * call is about and what stands against it are the product's own.
 *
 * @param seen what it decided on
 * @param todo what it has still to do
 * @param call which call of the first of these is next
 * @param rule as it read it for this action
 * @param digest of the parking, as it read it for this action
 */
record Run(Optional<Seen> seen, List<Action> todo, int call, Optional<Rule> rule, Optional<String> digest) {

    static final Run IDLE = new Run(Optional.empty(), List.of(), 0, Optional.empty(), Optional.empty());

    /** @param rule as the snapshot has it */
    private record Seen(ClusterSnapshot snapshot, Rule rule) {

        Deployment old() {
            return snapshot.deployments().get(0);
        }
    }

    boolean isIdle() {
        return todo.isEmpty();
    }

    /** {@code world} once this run, which is that of reaper {@code who}, has made its next call. */
    World step(World before, int who) {
        World world = before.copy();
        return world.run(who, isIdle() ? look(world) : act(world));
    }

    private static Run look(World world) {
        Seen seen = new Seen(Views.snapshot(world), world.rule);
        List<Action> todo = Planner.plan(seen.snapshot(), ReaperPolicy.DEFAULT).decisions().stream()
                .filter(decision -> decision.key().equals(Views.OLD))
                .flatMap(decision -> decision.actions().stream())
                .filter(Run::matters)
                .toList();
        return todo.isEmpty() ? IDLE : new Run(Optional.of(seen), todo, 0, Optional.empty(), Optional.empty());
    }

    private static boolean matters(Action action) {
        return action instanceof Action.ParkRules
                || action instanceof Action.UnparkRules
                || action instanceof Action.WriteFence
                || action instanceof Action.DeleteFence
                || action instanceof Action.ScaleToZero;
    }

    private Run act(World world) {
        Action action = todo.get(0);
        if (action instanceof Action.ParkRules) {
            return park(world);
        } else if (action instanceof Action.UnparkRules unpark) {
            return unpark(world, unpark);
        } else if (action instanceof Action.WriteFence write) {
            return writeFence(world, write);
        } else if (action instanceof Action.DeleteFence) {
            world.deleteFence();
            return done();
        }
        return toZero(world, (Action.ScaleToZero) action);
    }

    private Run done() {
        return todo.size() == 1
                ? IDLE
                : new Run(seen, todo.subList(1, todo.size()), 0, Optional.empty(), Optional.empty());
    }

    private Run next(World world) {
        return new Run(seen, todo, call + 1, rule.or(() -> Optional.of(world.rule)), digest);
    }

    private Run park(World world) {
        switch (call) {
            case 0 -> {
                boolean refuted = GroundsCheck.refuted(
                                Views.OLD, Grounds.DRAINING, Optional.empty(), Views.parameters(world))
                        .isPresent();
                return refuted ? IDLE : next(world);
            }
            case 1 -> {
                Rule read = rule.orElseThrow();
                if (!read.parked()) {
                    Optional<Instant> at = read.at().isPresent() ? Optional.empty() : world.rule.at();
                    world.rule(new Rule(true, at, world.rule.note()));
                }
                return next(world);
            }
            default -> {
                world.tagParked();
                return done();
            }
        }
    }

    private Run unpark(World world, Action.UnparkRules unpark) {
        switch (call) {
            case 0 -> {
                return world.rule.parked() ? next(world) : done();
            }
            case 1 -> {
                world.rule(new Rule(world.rule.parked(), Optional.empty(), world.rule.note()));
                return next(world);
            }
            default -> {
                Optional<String> note =
                        unpark.inARow() == 0 ? Optional.empty() : Optional.of(unpark.inARow() + "@" + world.clock());
                world.rule(new Rule(false, world.rule.at(), note));
                return done();
            }
        }
    }

    private Run writeFence(World world, Action.WriteFence write) {
        if (call == 0) {
            Optional<String> parking = Fences.digest(List.of(world.rule.view()));
            return standsAgainst(world, write.state()).isPresent() || parking.isEmpty()
                    ? IDLE
                    : new Run(seen, todo, 1, Optional.empty(), parking);
        }
        String nonce = String.format("%032x", world.fences + 1);
        String state = DrainStart.note(write.state());
        world.putFence(new Fence(nonce, state, digest.orElseThrow()).json());
        return done();
    }

    private static Optional<String> standsAgainst(World world, ParameterView state) {
        return GroundsCheck.refuted(Views.OLD, Grounds.DRAINING, Optional.of(state), Views.parameters(world))
                .or(() -> Views.routes(world).leading());
    }

    /**
     * The last look and the write are one step. Between them lie milliseconds, and what happens then no look can show:
     * converge gives the count back.
     */
    private Run toZero(World world, Action.ScaleToZero zero) {
        if (!world.laws.looksAgain()) {
            world.zero = true;
            return IDLE;
        }
        if (call == 0 && zero.fence().isPresent()) {
            if (askedAgain(world).isPresent()) {
                return IDLE;
            }
            world.missing = Said.missing(world, zero.fence().get());
            return next(world);
        }
        ParameterView state = zero.state().orElseThrow();
        Optional<String> obstacle = standsAgainst(world, state).or(() -> zero.fence()
                .flatMap(answered -> Fences.gone(answered, world.fence, state, List.of(world.rule.view()))));
        world.zero = obstacle.isEmpty();
        return IDLE;
    }

    private Optional<String> askedAgain(World world) {
        Seen before = seen.orElseThrow();
        Deployment now = before.old().saying(Views.tasks(world), Views.lines(world));
        return Recheck.refuted(now, before.snapshot(), world.clock(), ReaperPolicy.DEFAULT);
    }

    /** What of it matters for what it will do. */
    void tell(Key.Text text) {
        text.say(todo.size());
        if (isIdle()) {
            return;
        }
        for (Action action : todo) {
            text.say(action.word()).say(action instanceof Action.UnparkRules unpark ? unpark.inARow() : 0);
        }
        Deployment old = seen.orElseThrow().old();
        text.say(call).name(digest).write(old.parameter().found().orElseThrow());
        text.fenceParameter(old.fence().found());
        seen.get().rule().tell(text);
        rule.ifPresent(read -> read.tell(text));
    }
}
