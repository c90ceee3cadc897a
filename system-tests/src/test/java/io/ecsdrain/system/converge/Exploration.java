package io.ecsdrain.system.converge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Visits every world that some actors can make of a beginning, in whatever order they make their calls. */
final class Exploration {

    /** @param crashes how many of them may still die */
    private record State(SmallWorld world, List<Player> players, int crashes) {}

    private final boolean registers;
    private final Set<State> visited = new HashSet<>();
    private final Set<SmallWorld> ends = new HashSet<>();
    private final Set<String> knowingly = new TreeSet<>();
    private final Set<String> turnedAway = new TreeSet<>();

    private Exploration(boolean registers) {
        this.registers = registers;
    }

    /**
     * All worlds in which the actors can leave {@code beginning}; where one may have died, after a run of the reaper.
     */
    static Exploration of(SmallWorld beginning, boolean registers, int crashes, Player.Role... roles) {
        Exploration exploration = new Exploration(registers);
        List<Player> players = new ArrayList<>();
        for (Player.Role role : roles) {
            players.add(Player.of(role));
        }
        exploration.visit(new State(beginning, List.copyOf(players), crashes));
        return exploration;
    }

    Set<SmallWorld> ends() {
        return ends;
    }

    List<String> problems() {
        return ends.stream().flatMap(end -> end.problem().stream()).sorted().toList();
    }

    /** Decisions to drain what a look just before them shows clients go to. */
    Set<String> knowingly() {
        return knowingly;
    }

    /** Worlds on the way in which clients go to one that drains. */
    Set<String> turnedAway() {
        return turnedAway;
    }

    private void visit(State first) {
        Deque<State> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            State state = open.pop();
            if (visited.add(state)) {
                open.addAll(successors(state));
            }
        }
    }

    private List<State> successors(State state) {
        List<State> next = new ArrayList<>();
        for (int i = 0; i < state.players().size(); i++) {
            Player player = state.players().get(i);
            if (!player.gone()) {
                Player.Step step = player.step(state.world(), registers);
                if (player.todo().isEmpty()) {
                    step.player().turnsAway(step.world()).ifPresent(knowingly::add);
                }
                step.world().turnedAway().ifPresent(turnedAway::add);
                next.add(new State(step.world(), with(state.players(), i, step.player()), state.crashes()));
                if (state.crashes() > 0) {
                    next.add(new State(state.world(), with(state.players(), i, player.dead()), state.crashes() - 1));
                }
            }
        }
        if (!state.world().starting().isEmpty()) {
            next.add(new State(state.world().healed(), state.players(), state.crashes()));
        }
        if (next.isEmpty()) {
            end(state, next);
        }
        return next;
    }

    /**
     * The reaper comes around every minute, so nothing has ended before it has run once more; and once again where
     * something is wrong, for what it brings back in the one run is healthy in the next.
     */
    private void end(State state, List<State> next) {
        long reaped = state.players().stream()
                .filter(player -> player.role() == Player.Role.REAPER)
                .count();
        boolean waits = reaped == 1 && state.world().problem().isPresent();
        if (reaped > 0 && !waits) {
            ends.add(state.world());
        } else {
            List<Player> players = new ArrayList<>(state.players());
            players.add(Player.of(Player.Role.REAPER));
            // The deadline of a canary whose deployer died has passed by then.
            next.add(new State(state.world().healed(), List.copyOf(players), 0));
        }
    }

    private static List<Player> with(List<Player> players, int index, Player player) {
        List<Player> all = new ArrayList<>(players);
        all.set(index, player);
        return List.copyOf(all);
    }
}
