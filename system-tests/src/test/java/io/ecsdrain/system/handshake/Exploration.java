package io.ecsdrain.system.handshake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Visits every world that can follow on a beginning within some steps of time, the sooner first. */
final class Exploration {

    private static final int ENOUGH = 60;

    /** How a world was come by first. */
    private record Origin(Optional<Key> before, String move) {}

    private final Map<Key, Origin> origins = new HashMap<>();
    private final Set<Key> arriving = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private int ends;

    /** @param steps of time */
    static Exploration of(World beginning, int steps) {
        Exploration exploration = new Exploration();
        Deque<World> open = new ArrayDeque<>();
        exploration.come(beginning, new Origin(Optional.empty(), "beginning"), open);
        for (int step = 0; step <= steps; step++) {
            open = exploration.visit(open);
        }
        return exploration;
    }

    int worlds() {
        return origins.size();
    }

    /** In how many of them it is scaled to zero. */
    int ends() {
        return ends;
    }

    /** Each with the way to it. */
    List<String> problems() {
        return problems;
    }

    /** @return what follows once time has passed */
    private Deque<World> visit(Deque<World> open) {
        Deque<World> later = new ArrayDeque<>();
        while (!open.isEmpty()) {
            World world = open.pop();
            Key key = Key.of(world);
            if (world.missing.isPresent()) {
                problems.add(world.missing.get() + way(key));
                continue;
            }
            if (world.zero) {
                ends++;
                world.wronged().ifPresent(wrong -> problems.add("at zero " + wrong + way(key)));
            } else if (!arrives(world)) {
                problems.add("never at zero" + way(key));
            }
            for (Moves.Move move : Moves.from(world)) {
                come(move.after(), new Origin(Optional.of(key), move.name()), move.ticks() ? later : open);
            }
        }
        return later;
    }

    private void come(World world, Origin origin, Deque<World> open) {
        if (origins.putIfAbsent(Key.of(world), origin) == null) {
            open.add(world);
        }
    }

    /** Whether it comes to zero if nothing goes wrong any more and the reaper runs in each step of time. */
    private boolean arrives(World from) {
        World world = Calm.after(from);
        Set<Key> way = new HashSet<>();
        for (int step = 0; step < ENOUGH; step++) {
            if (world.zero || arriving.contains(Key.of(world))) {
                arriving.addAll(way);
                return true;
            }
            way.add(Key.of(world));
            world = Calm.next(world);
        }
        return false;
    }

    private String way(Key to) {
        LinkedList<String> moves = new LinkedList<>();
        Optional<Key> at = Optional.of(to);
        while (at.isPresent()) {
            Origin origin = origins.get(at.get());
            moves.addFirst(origin.move());
            at = origin.before();
        }
        return ": " + String.join(", ", moves);
    }
}
