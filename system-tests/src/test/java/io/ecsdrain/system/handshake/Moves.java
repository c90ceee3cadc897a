package io.ecsdrain.system.handshake;

import io.ecsdrain.inventory.model.ParameterView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All that can happen next in a world. */
final class Moves {

    /** @param ticks whether time passes */
    record Move(String name, boolean ticks, World after) {}

    /** So many calls make a rollback and the deployment after it. */
    static final int ROLLED_BACK = 4;

    private final World world;
    private final List<Move> all = new ArrayList<>();

    private Moves(World world) {
        this.world = world;
    }

    static List<Move> from(World world) {
        Moves moves = new Moves(world);
        if (!world.zero) {
            moves.reapers();
            moves.tasks();
            moves.hands();
            moves.time();
        }
        return moves.all;
    }

    private void add(String name, World after) {
        all.add(new Move(name, false, after));
    }

    private void reapers() {
        for (int who = 0; who < 2; who++) {
            Run run = world.runs.get(who);
            String name = (who == 0 ? "reaper: " : "second reaper: ")
                    + (run.isIdle() ? "look" : run.todo().get(0).word() + " " + run.call());
            if (who == 0 || !run.isIdle()) {
                add(name, run.step(world, who));
            } else if (world.left(Mishap.SECOND_REAPER) > 0) {
                add(name, run.step(world.spend(Mishap.SECOND_REAPER), who));
            }
            if (!run.isIdle() && world.left(Mishap.RUN_DIES) > 0) {
                add("it dies", world.spend(Mishap.RUN_DIES).run(who, Run.IDLE));
            }
        }
    }

    private void tasks() {
        for (int i = 0; i < world.tasks.size(); i++) {
            Task task = world.tasks.get(i);
            if (!task.runs()) {
                continue;
            }
            String of = task.id() + ": ";
            if (task.session()) {
                add(of + "the session ends", world.copy().task(i, each -> each.session(false)));
            } else if (world.left(Mishap.SESSION) > 0 && world.mayBeLed()) {
                add(of + "a session", world.spend(Mishap.SESSION).task(i, each -> each.session(true)));
            }
            if (task.drain().isEmpty()) {
                add(of + "a sidecar starts", world.copy().task(i, each -> each.withAnotherSidecar(world.now)));
            } else if (world.left(Mishap.SIDECAR_RESTART) > 0) {
                add(of + "its sidecar dies", world.spend(Mishap.SIDECAR_RESTART).task(i, Task::withoutSidecar));
            }
            if (task.late().isPresent()) {
                add(of + "a late line", world.copy().task(i, each -> each.arrived(world.now)));
            }
            if (world.left(Mishap.TASK_REPLACED) > 0) {
                World after = world.spend(Mishap.TASK_REPLACED).task(i, each -> each.stopped(world.now));
                after.tasks.add(Task.started("t" + world.tasks.size(), world.now));
                add(of + "it is replaced", after);
            }
        }
    }

    private void hands() {
        if (world.rolledBack == 0 ? world.left(Mishap.ROLLBACK) > 0 : world.rolledBack < ROLLED_BACK) {
            add("rollback " + world.rolledBack, rolledOn(world));
        }
        if (world.left(Mishap.REWRITE) > 0 && world.state.value().equals("draining")) {
            World after = world.spend(Mishap.REWRITE);
            after.putState("draining");
            add("a script writes draining", after);
        }
    }

    /** The words come before the default action, and that before the words of the deployment that it left. */
    static World rolledOn(World world) {
        World after = world.rolledBack == 0 ? world.spend(Mishap.ROLLBACK) : world.copy();
        switch (world.rolledBack) {
            case 0 -> after.putState("active");
            case 1 -> after.defaultAction(true);
            case 2 -> after.defaultAction(false);
            default -> after.putState("draining");
        }
        after.rolledBack++;
        return after;
    }

    /** In each step of time every sidecar lives once; one of them may meet with a mishap. */
    private void time() {
        if (!world.runs.stream().allMatch(Run::isIdle)) {
            if (world.left(Mishap.SLOW_CALL) > 0) {
                all.add(new Move("time passes meanwhile", true, later(world.spend(Mishap.SLOW_CALL))));
            }
            return;
        }
        Life usual = Life.usual(world);
        all.add(new Move("time passes", true, later(world)));
        for (int i = 0; i < world.tasks.size(); i++) {
            if (world.tasks.get(i).drain().isPresent()) {
                for (Life life : staleReads(usual)) {
                    odd(Mishap.STALE_READ, i, life);
                }
                odd(Mishap.LINE_LOST, i, usual.telling(Life.Line.LOST));
                odd(Mishap.LINE_TWICE, i, usual.telling(Life.Line.TWICE));
                if (world.tasks.get(i).late().isEmpty()) {
                    odd(Mishap.LINE_LATE, i, usual.telling(Life.Line.LATE));
                }
            }
        }
    }

    private void odd(Mishap mishap, int index, Life life) {
        if (world.left(mishap) > 0) {
            String name = "time passes, t" + index + ": " + mishap + " of "
                    + life.state().version() + " " + life.fence().map(ParameterView::version);
            all.add(new Move(name, true, later(world.spend(mishap), index, life)));
        }
    }

    private List<Life> staleReads(Life usual) {
        return Stream.of(
                        new Life(world.stateBefore, world.fence, Life.Line.ONCE),
                        new Life(world.state, world.fenceBefore, Life.Line.ONCE),
                        new Life(world.stateBefore, world.fenceBefore, Life.Line.ONCE))
                .distinct()
                .filter(life -> !life.equals(usual))
                .toList();
    }

    static World later(World world) {
        return later(world, -1, Life.usual(world));
    }

    private static World later(World world, int index, Life odd) {
        World after = world.copy();
        after.now = world.now.plus(Task.STEP);
        after.writes = 0;
        for (int i = 0; i < after.tasks.size(); i++) {
            Life life = i == index ? odd : Life.usual(world);
            if (after.tasks.get(i).drain().isPresent()) {
                after.task(i, task -> life.lived(task, after.now));
            }
        }
        return after;
    }
}
