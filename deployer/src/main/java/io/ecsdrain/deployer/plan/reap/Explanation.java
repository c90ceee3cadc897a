package io.ecsdrain.deployer.plan.reap;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.reaper.plan.Forecast;
import io.ecsdrain.reaper.plan.Outlook;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import io.ecsdrain.reaper.plan.decision.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One deployment's outlook, and when it ends in words.
 *
 * @param now when it was looked at
 * @param earliest when it may be scaled to zero at the earliest, as a phrase
 * @param latest when at the latest, likewise
 */
public record Explanation(Outlook outlook, Instant now, String earliest, String latest) {

    /** One for each deployment of the snapshot. */
    public static List<Explanation> of(ClusterSnapshot snapshot, ReaperPolicy policy) {
        return Forecast.of(snapshot, policy).stream()
                .map(outlook -> of(outlook, snapshot.takenAt(), policy))
                .toList();
    }

    static Explanation of(Outlook outlook, Instant now, ReaperPolicy policy) {
        return new Explanation(outlook, now, earliest(outlook, now, policy), latest(outlook, policy));
    }

    public DeploymentKey key() {
        return outlook.decision().key();
    }

    /** Those of {@code all} that have this id; all of them without one. */
    public static List<Explanation> withId(List<Explanation> all, Optional<String> id) {
        return all.stream()
                .filter(each -> id.isEmpty() || id.get().equals(each.key().id()))
                .toList();
    }

    private static String earliest(Outlook outlook, Instant now, ReaperPolicy policy) {
        if (outlook.slides()) {
            return slides(outlook, policy);
        }
        Optional<Instant> at = outlook.earliest();
        if (at.isPresent()) {
            return at.get().isAfter(now) ? "if its tasks have no session from now on" : "with the next run";
        }
        return ended(outlook);
    }

    /** A time would be another one at each look. */
    private static String slides(Outlook outlook, ReaperPolicy policy) {
        long open = outlook.tasks().stream()
                .filter(task -> task.blocks().isPresent())
                .count();
        if (outlook.byLines()) {
            return "cannot be told while " + open + " of " + outlook.tasks().size() + " tasks "
                    + (open == 1 ? "has" : "have")
                    + " not answered: a run or two after the last of them is without a session";
        }
        String since = policy.consecutive() + " periods of " + policy.period().toSeconds() + " s";
        return "cannot be told while " + open + " of " + outlook.tasks().size() + " tasks " + (open == 1 ? "is" : "are")
                + " not ready: " + since + " after the last of them is, at the soonest";
    }

    /** When it may be scaled to zero at the earliest; empty also where that moves on with the time. */
    public Optional<Instant> earliestAt() {
        return outlook.slides() ? Optional.empty() : outlook.earliest();
    }

    private static String latest(Outlook outlook, ReaperPolicy policy) {
        if (outlook.latest().isPresent()) {
            return "ready or not (MAX_AGE_HR)";
        }
        return outlook.earliest().isPresent() && policy.maxAge().isEmpty()
                ? "never without being ready (MAX_AGE_HR=never)"
                : ended(outlook);
    }

    /** Why there is no time to name. */
    private static String ended(Outlook outlook) {
        Reason reason = outlook.decision().reason();
        return outlook.atZero() ? "it is scaled to zero already" : "not while it is " + reason.word();
    }
}
