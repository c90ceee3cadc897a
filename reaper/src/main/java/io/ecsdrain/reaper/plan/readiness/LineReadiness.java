package io.ecsdrain.reaper.plan.readiness;

import io.ecsdrain.contract.Fence;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.SidecarLine;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.lifecycle.plan.facts.DrainStart;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.decision.Sessions;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Whether one task is ready, by the lines of its sidecar's log. No time that is shared with the task decides, but for
 * how old a line may be: what a line rests on, it names (docs/decisions/0021).
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
        Map<String, List<SidecarLine>> byBoot = byBoot(evidence);
        Instant newest = evidence.lines().stream()
                .map(SidecarLine::at)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        // Of two processes one is dead. Which one no number tells, so both have to say it for as long as both are
        // fresh.
        byBoot.values().removeIf(some -> !isFresh(last(some), facts.now()));
        return new LineReadiness(task, byBoot, newest).judge(facts);
    }

    private static Map<String, List<SidecarLine>> byBoot(Evidence.Lines evidence) {
        Map<String, List<SidecarLine>> byBoot = new TreeMap<>();
        evidence.lines().stream().sorted(Comparator.comparing(SidecarLine::seq)).forEach(line -> byBoot.computeIfAbsent(
                        line.boot(), boot -> new ArrayList<>())
                .add(line));
        return byBoot;
    }

    /** Whether a process of the task has answered {@code fence}, whatever others say. */
    static boolean isAnswered(Evidence.Lines evidence, Fence fence) {
        return byBoot(evidence).values().stream().anyMatch(lines -> answers(lines, fence, fence.state()));
    }

    private static boolean isFresh(SidecarLine line, Instant now) {
        return !line.at().plus(line.beat().multipliedBy(FRESH_BEATS)).isBefore(now);
    }

    private TaskReadiness judge(DeploymentFacts facts) {
        if (lines.isEmpty()) {
            return blocked(Verdict.SILENT, newest, "it has fallen silent: its log has no line of the last three beats");
        }
        Optional<Fence> fence = facts.fence();
        String state = DrainStart.note(facts.parameter().orElseThrow());
        Instant ahead = facts.now().plus(CLOCK_ERROR);
        return busy(LineReadiness::isConnectionsOnly)
                .or(() -> busy(line -> line.busy() > 0))
                .or(() -> blockedBy(
                        Verdict.UNPROVEN,
                        line -> line.at().isAfter(ahead),
                        line -> "the clock of its host is ahead: its newest line is of " + line.at()))
                .or(() -> blockedBy(
                        Verdict.UNPROVEN,
                        line -> !line.state().equals(Optional.of(state)),
                        line -> "its sidecar does not know the newest write of the state parameter yet"))
                .or(
                        () -> blockedBy(
                                Verdict.UNPROVEN,
                                line -> !line.ready(),
                                line ->
                                        "no session, and not ready: its grace or quiet time is not over, or a count is not known"))
                .or(() -> fence.isEmpty()
                        ? blockedBy(
                                Verdict.NEWEST_READY,
                                SidecarLine::ready,
                                line -> "ready; it was not asked yet whether a session came since the parking")
                        : Optional.empty())
                .orElseGet(() -> lines.values().stream().allMatch(some -> answers(some, fence.orElseThrow(), state))
                        ? new TaskReadiness(Verdict.READY, Optional.empty())
                        : blocked(Verdict.NEWEST_READY, newest, "ready; it has not answered the fence yet"));
    }

    private Optional<TaskReadiness> busy(Predicate<SidecarLine> such) {
        return firstOf(
                such,
                (since, line) ->
                        new TaskReadiness(Verdict.BUSY, Optional.of(Blocker.by(sessions(line), task.taskId(), since))));
    }

    private Optional<TaskReadiness> blockedBy(
            Verdict verdict, Predicate<SidecarLine> such, Function<SidecarLine, String> why) {
        return firstOf(such, (since, line) -> blocked(verdict, since, why.apply(line)));
    }

    /**
     * If the last line of a process is such a one, what is made of it: since the first of those that came in a row up
     * to it.
     */
    private Optional<TaskReadiness> firstOf(
            Predicate<SidecarLine> such, BiFunction<Instant, SidecarLine, TaskReadiness> judged) {
        for (List<SidecarLine> own : lines.values()) {
            if (such.test(last(own))) {
                int first = own.size() - 1;
                while (first > 0 && such.test(own.get(first - 1))) {
                    first--;
                }
                return Optional.of(judged.apply(own.get(first).at(), last(own)));
            }
        }
        return Optional.empty();
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

    private static boolean isConnectionsOnly(SidecarLine line) {
        return line.busy() > 0
                && line.sources().getOrDefault(CONNECTIONS, OptionalInt.empty()).orElse(0) == line.busy();
    }

    private static Sessions sessions(SidecarLine line) {
        Map<String, Long> peers = new LinkedHashMap<>();
        line.peers().forEach((address, connections) -> peers.put(address, connections.longValue()));
        return new Sessions(line.busy(), isConnectionsOnly(line), peers);
    }

    private TaskReadiness blocked(Verdict verdict, Instant since, String why) {
        return new TaskReadiness(verdict, Optional.of(new Blocker(task.taskId(), Optional.of(since), why)));
    }

    private static SidecarLine last(List<SidecarLine> lines) {
        return lines.get(lines.size() - 1);
    }
}
