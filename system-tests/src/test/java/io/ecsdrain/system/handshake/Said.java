package io.ecsdrain.system.handshake;

import io.ecsdrain.contract.Fence;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.SidecarLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What every task must have said before the end, by the words of docs/decisions/0021 and without the product's help:
 * each process of its sidecar that wrote in the last three beats answers the fence in its newest line, and in the one
 * before it.
 */
final class Said {

    private static final Duration FRESH = Task.STEP.multipliedBy(3);

    private Said() {}

    /** What is missing; empty if nothing is. */
    static Optional<String> missing(World world, ParameterView fenceParameter) {
        Fence fence = Fence.parse(fenceParameter.value()).orElseThrow();
        return world.tasks.stream()
                .filter(Task::runs)
                .filter(task -> !hasAnswered(task, fence, world))
                .findFirst()
                .map(task -> task.id() + " has not answered");
    }

    private static boolean hasAnswered(Task task, Fence fence, World world) {
        Map<String, List<SidecarLine>> fresh = task.lines().stream().collect(Collectors.groupingBy(SidecarLine::boot));
        fresh.values().removeIf(lines -> lines.stream()
                .noneMatch(line ->
                        line.seq() == newest(lines) && !line.at().plus(FRESH).isBefore(world.clock())));
        return !fresh.isEmpty() && fresh.values().stream().allMatch(lines -> answer(lines, fence));
    }

    private static long newest(List<SidecarLine> lines) {
        return lines.stream().mapToLong(SidecarLine::seq).max().orElseThrow();
    }

    private static boolean answer(List<SidecarLine> lines, Fence fence) {
        Predicate<SidecarLine> answers = line -> line.ready()
                && line.busy() == 0
                && line.fence().equals(Optional.of(fence.nonce()))
                && line.state().equals(Optional.of(fence.state()));
        long newest = newest(lines);
        return List.of(newest, newest - 1).stream()
                .allMatch(seq -> lines.stream().anyMatch(line -> line.seq() == seq && answers.test(line)));
    }
}
