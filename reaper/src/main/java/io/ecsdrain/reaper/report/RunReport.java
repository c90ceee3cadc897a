package io.ecsdrain.reaper.report;

import java.util.List;
import java.util.Map;

/**
 * One run as it is told to people and programs; instants are ISO-8601 text.
 *
 * @param only the service that an event was about, of which alone a run then speaks; null for a whole run
 * @param decisions one for each deployment, kept ones included
 * @param converged one for each name that was brought to agree with itself afterwards
 * @param remarks oddities that were left alone
 * @param problems what kept the run from doing its work
 * @param left what there was no time for; the next run does it
 * @param summary how many decisions there are by reason word
 */
public record RunReport(
        String cluster,
        String startedAt,
        boolean dryRun,
        String only,
        List<DecisionLine> decisions,
        List<ConvergeLine> converged,
        List<String> remarks,
        List<String> problems,
        List<String> left,
        Map<String, Long> summary) {

    public RunReport {
        decisions = List.copyOf(decisions);
        converged = List.copyOf(converged);
        remarks = List.copyOf(remarks);
        problems = List.copyOf(problems);
        left = List.copyOf(left);
        summary = Map.copyOf(summary);
    }

    /**
     * @param reason a word of {@link io.ecsdrain.reaper.plan.decision.Reason}
     * @param drainingSince may be null: it has no service, or its parameter does not read draining
     */
    public record DecisionLine(
            String deploymentName,
            String deploymentId,
            String reason,
            String detail,
            String drainingSince,
            List<BlockerLine> blockers,
            List<ActionLine> actions) {
        public DecisionLine {
            blockers = List.copyOf(blockers);
            actions = List.copyOf(actions);
        }
    }

    /** @param since may be null: not known */
    public record BlockerLine(String taskId, String since, String why) {}

    /**
     * @param action its name, for programs
     * @param phrase what it does, in the imperative, for people
     * @param outcome Done, AlreadyGone, Stale, Failed or Skipped
     */
    public record ActionLine(String action, String phrase, String outcome, String note) {}

    /**
     * @param liveId may be null: nothing says who is to be live
     * @param waiting whether its only problem is that it waits, mostly for healthy targets, which is no failure
     */
    public record ConvergeLine(
            String deploymentName, String liveId, List<String> writes, List<String> problems, boolean waiting) {
        public ConvergeLine {
            writes = List.copyOf(writes);
            problems = List.copyOf(problems);
        }

        /** Whether something was tried and failed. */
        public boolean failed() {
            return !problems.isEmpty() && !waiting;
        }
    }

    /** Whether something was tried and failed: exit status 1. */
    public boolean failed() {
        return !problems.isEmpty()
                || converged.stream().anyMatch(ConvergeLine::failed)
                || decisions.stream()
                        .flatMap(decision -> decision.actions().stream())
                        .anyMatch(action -> action.outcome().equals("Failed"));
    }
}
