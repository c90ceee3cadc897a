package io.ecsdrain.reaper.plan.readiness;

import io.ecsdrain.contract.Fence;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.SidecarLine;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.lifecycle.plan.facts.DrainStart;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Whether one task is ready, by the lines of its sidecar's log. No time that is shared with the task decides, but for how old a line may be:
 * what a line rests on, it names (docs/decisions/0021).
 *
 * @param lines the newest lines of each process of the sidecar that wrote of late, by boot, oldest first
 * @param newest of all lines, when it was written
 */
record LineReadiness(TaskView task, Map<String, List<SidecarLine>> lines, Instant newest) {

    /** So many beats after its newest line a sidecar has fallen silent: one may be lost, and one on its way. */
    private static final int FRESH_BEATS = 3;

    /** Clocks of AWS's hosts agree to far less. */
    private static final Duration CLOCK_ERROR = Duration.ofSeconds(60);

    private static final String CONNECTIONS = "@connections";

    static TaskReadiness of(TaskView task, Evidence.Lines evidence, DeploymentFacts facts) {
        Map<String, List<SidecarLine>> byBoot = new TreeMap<>();
        evidence.lines().stream().sorted(Comparator.comparing(SidecarLine::seq)).forEach(line -> byBoot.computeIfAbsent(
                        line.boot(), boot -> new ArrayList<>())
                .add(line));
        Instant newest = evidence.lines().stream()
                .map(SidecarLine::at)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        // Of two processes one is dead. Which one no number tells, so both have to say it for as long as both are
        // fresh.
        byBoot.values().removeIf(some -> !isFresh(last(some), facts.now()));
        return new LineReadiness(task, byBoot, newest).judge(facts);
    }

    private static boolean isFresh(SidecarLine line, Instant now) {
        return !line.at().plus(line.beat().multipliedBy(FRESH_BEATS)).isBefore(now)
                && !line.at().isAfter(now.plus(CLOCK_ERROR));
    }

    private TaskReadiness judge(DeploymentFacts facts) {
        List<SidecarLine> last =
                lines.values().stream().map(LineReadiness::last).toList();
        if (last.isEmpty()) {
            return blocked(Verdict.SILENT, "it has fallen silent: its log has no line of the last three beats");
        }
        Optional<SidecarLine> busy =
                last.stream().filter(line -> line.busy() > 0).findFirst();
        if (busy.isPresent()) {
            return blocked(Verdict.BUSY, sessions(busy.get()));
        }
        String state = DrainStart.note(facts.parameter().orElseThrow());
        if (!last.stream().allMatch(line -> line.state().equals(Optional.of(state)))) {
            return blocked(Verdict.UNPROVEN, "its sidecar does not know the newest write of the state parameter yet");
        }
        if (!last.stream().allMatch(SidecarLine::ready)) {
            return blocked(
                    Verdict.UNPROVEN,
                    "no session, and not ready: its grace or quiet time is not over, or a count is not known");
        }
        Optional<Fence> fence = facts.fence();
        if (fence.isEmpty()) {
            return blocked(
                    Verdict.NEWEST_READY, "ready; it was not asked yet whether a session came since the parking");
        }
        return lines.values().stream().allMatch(some -> answers(some, fence.get(), state))
                ? new TaskReadiness(Verdict.READY, Optional.empty())
                : blocked(Verdict.NEWEST_READY, "ready; it has not answered the fence yet");
    }

    /** The newest line and the one before it, without a gap: a line that was lost may have said something else. */
    private static boolean answers(List<SidecarLine> lines, Fence fence, String state) {
        SidecarLine last = last(lines);
        return isAnswer(last, fence, state)
                && lines.stream().anyMatch(line -> line.seq() == last.seq() - 1 && isAnswer(line, fence, state));
    }

    private static boolean isAnswer(SidecarLine line, Fence fence, String state) {
        return line.ready()
                && line.busy() == 0
                && line.state().equals(Optional.of(state))
                && line.fence().equals(Optional.of(fence.nonce()));
    }

    private static String sessions(SidecarLine line) {
        boolean connectionsOnly =
                line.sources().getOrDefault(CONNECTIONS, OptionalInt.empty()).orElse(0) == line.busy();
        String count = line.busy() == 1 ? "1 session" : line.busy() + " sessions";
        return connectionsOnly
                ? "it has " + count + ", all of them connections to DRAIN_BUSY_PORTS"
                : "it has " + count;
    }

    private TaskReadiness blocked(Verdict verdict, String why) {
        return new TaskReadiness(verdict, Optional.of(new Blocker(task.taskId(), Optional.of(newest), why)));
    }

    private static SidecarLine last(List<SidecarLine> lines) {
        return lines.get(lines.size() - 1);
    }
}
