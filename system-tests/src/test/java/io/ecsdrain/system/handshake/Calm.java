package io.ecsdrain.system.handshake;

/**
 * A world in which nothing goes wrong any more: sessions end, sidecars run, and what was begun is brought to its end.
 */
final class Calm {

    private Calm() {}

    static World after(World from) {
        World world = from.copy();
        world.budget.clear();
        while (world.rolledBack > 0 && world.rolledBack < Moves.ROLLED_BACK) {
            world = Moves.rolledOn(world);
        }
        for (int i = 0; i < world.tasks.size(); i++) {
            World calm = world;
            world.task(i, task -> calmed(task, calm));
        }
        return run(run(world, 1), 0);
    }

    private static Task calmed(Task before, World world) {
        Task task = before.session(false).arrived(world.now);
        return task.runs() && task.drain().isEmpty() ? task.withAnotherSidecar(world.now) : task;
    }

    /** Some time later, after a run of the reaper. */
    static World next(World world) {
        World later = Moves.later(world);
        return run(later.runs.get(0).step(later, 0), 0);
    }

    private static World run(World from, int who) {
        World world = from;
        while (!world.zero && !world.runs.get(who).isIdle()) {
            world = world.runs.get(who).step(world, who);
        }
        return world;
    }
}
