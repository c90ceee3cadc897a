package io.ecsdrain.reaper.plan;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Inquiry;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.facts.DeploymentFacts;
import io.ecsdrain.reaper.plan.facts.NameFacts;
import io.ecsdrain.reaper.plan.readiness.Readiness;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Asks about one task of each deployment first, and about the others only where that answer leaves the decision open:
 * one busy task blocks a retirement whatever the others say. Deployments whose decision does not rest on readiness are
 * not asked at all. Decides the same as if every task had been asked, save that more might have been seen to be
 * unreadable.
 */
public final class OneTaskFirst implements Inquiry {

    private static final Comparator<TaskView> LATEST_LAST = Comparator.<TaskView, Instant>comparing(
                    task -> task.startedAt().orElse(Instant.MAX))
            .thenComparing(TaskView::taskId);

    private final ReaperPolicy policy;
    private final Map<DeploymentKey, String> lastBlockers;

    /** @param lastBlockers which task to ask first, where known; it changes the cost and no decision */
    public OneTaskFirst(ReaperPolicy policy, Map<DeploymentKey, String> lastBlockers) {
        this.policy = policy;
        this.lastBlockers = Map.copyOf(lastBlockers);
    }

    @Override
    public Map<DeploymentKey, Set<String>> next(ClusterSnapshot soFar) {
        Map<String, NameFacts> names = NameFacts.in(soFar);
        Map<DeploymentKey, Set<String>> wanted = new TreeMap<>();
        for (Deployment deployment : soFar.deployments()) {
            Set<String> unasked = Inquiry.unasked(deployment);
            if (!unasked.isEmpty() && restsOnReadiness(Planner.decide(deployment, names, soFar, policy))) {
                wanted.put(deployment.key(), next(deployment, unasked, DeploymentFacts.of(deployment, soFar, policy)));
            }
        }
        return wanted;
    }

    private Set<String> next(Deployment deployment, Set<String> unasked, DeploymentFacts facts) {
        if (unasked.size() == deployment.evidence().size()) {
            return Set.of(first(deployment));
        }
        return isSettled(facts) ? Set.of() : unasked;
    }

    private static boolean restsOnReadiness(Decision decision) {
        return switch (decision.reason()) {
            case OBSERVATION_INCOMPLETE, CRASH_LOOP, NO_METRIC, NOT_READY, SESSIONS_CAME_BACK, MAX_AGE -> true;
            default -> false;
        };
    }

    /**
     * A busy task is the worst that can be heard. Silence and a failed read block as well, but where clients were led
     * away another task may be busy with one that came back, and that one is to find the way open again.
     */
    private boolean isSettled(DeploymentFacts facts) {
        return switch (Readiness.of(facts, facts.evidenceStart()).asked()) {
            case BUSY -> true;
            case SILENT, UNKNOWN, UNPROVEN -> facts.routes().own().stream().noneMatch(RuleView::isParked);
            default -> false;
        };
    }

    /** The last known blocker, or else the task that started last: its grace is over last. */
    private String first(Deployment deployment) {
        List<TaskView> candidates = deployment.tasks().value().orElse(List.of()).stream()
                .filter(task -> deployment.evidence().containsKey(task.taskId()))
                .sorted(LATEST_LAST.reversed())
                .toList();
        String remembered = lastBlockers.get(deployment.key());
        return candidates.stream()
                .map(TaskView::taskId)
                .filter(task -> task.equals(remembered))
                .findFirst()
                .orElseGet(() -> candidates.get(0).taskId());
    }
}
