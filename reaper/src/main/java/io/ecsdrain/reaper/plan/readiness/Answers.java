package io.ecsdrain.reaper.plan.readiness;

import io.ecsdrain.contract.Fence;
import io.ecsdrain.inventory.model.Evidence;
import java.util.Collection;
import java.util.Map;

/** Whether tasks have answered a fence. It tells when a look is worth its calls, and is no ground for anything else. */
public final class Answers {

    private Answers() {}

    /**
     * By what {@code said} has of their lines; a task without lines has not answered.
     *
     * @param tasks that are asked, by id
     */
    public static boolean areAllThere(Collection<String> tasks, Map<String, Evidence> said, Fence fence) {
        return tasks.stream()
                .allMatch(task ->
                        said.get(task) instanceof Evidence.Lines lines && LineReadiness.isAnswered(lines, fence));
    }
}
