package io.ecsdrain.deployer.plan.taskdef;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a task's own size leaves room for one more container. */
final class TaskRoom {

    private static final int UNITS_A_VCPU = 1024;
    private static final int MIB_A_GB = 1024;
    private static final Pattern AMOUNT = Pattern.compile("(\\d*\\.?\\d+) ?(vcpu|gb)?");

    private TaskRoom() {}

    /**
     * One line for each of cpu and memory that is used up; empty if {@code sidecar} fits or the task names no size. ECS
     * takes the containers' sums up to the task's own (RegisterTaskDefinition, {@code cpu} and {@code memory}).
     *
     * @param others the other container definitions
     * @param sidecar the container definition to be added
     */
    static List<String> problems(JsonNode document, List<JsonNode> others, JsonNode sidecar) {
        List<String> problems = new ArrayList<>();
        problem("cpu", "CPU units", UNITS_A_VCPU, document, others, sidecar, container -> container
                        .path("cpu")
                        .asInt())
                .ifPresent(problems::add);
        problem("memory", "MiB", MIB_A_GB, document, others, sidecar, TaskRoom::memory)
                .ifPresent(problems::add);
        return problems;
    }

    /** What ECS sets aside for a container. */
    private static int memory(JsonNode container) {
        return container
                .path("memoryReservation")
                .asInt(container.path("memory").asInt());
    }

    private static Optional<String> problem(
            String member,
            String unit,
            int large,
            JsonNode document,
            List<JsonNode> others,
            JsonNode sidecar,
            Function<JsonNode, Integer> taken) {
        int used = others.stream().mapToInt(taken::apply).sum();
        int needed = taken.apply(sidecar);
        return size(document.path(member).asText(""), large)
                .filter(size -> used + needed > size)
                .map(size ->
                        member + " is '" + document.path(member).asText() + "', of which the containers take " + used
                                + " " + unit + "; the sidecar needs " + needed + " more: raise the task's " + member
                                + ", or lower a container's");
    }

    /** {@code 512}, {@code 0.5 vCPU} or {@code 1 GB}; empty for what is none of them, which AWS will say. */
    private static Optional<Integer> size(String text, int large) {
        Matcher amount = AMOUNT.matcher(text.toLowerCase(Locale.ROOT).strip());
        if (!amount.matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(amount.group(1));
        return Optional.of((int) Math.round(amount.group(2) == null ? number : number * large));
    }
}
