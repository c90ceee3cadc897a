package io.ecsdrain.reaper.plan.decision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One task that holds up a retirement.
 *
 * @param since since when, as far as the evidence reaches back
 * @param why a phrase for people
 * @param sessions if it is these
 */
public record Blocker(String taskId, Optional<Instant> since, String why, Optional<Sessions> sessions) {

    /** A task that no counted session holds up. */
    public Blocker(String taskId, Optional<Instant> since, String why) {
        this(taskId, since, why, Optional.empty());
    }

    public static Blocker by(Sessions sessions, String taskId, Instant since) {
        return new Blocker(taskId, Optional.of(since), "it has " + sessions.phrase(), Optional.of(sessions));
    }

    /** Tasks of one kind are held up by the same, though the numbers and addresses of their sessions may differ. */
    public String kind() {
        return sessions.map(Sessions::kind).orElse(why);
    }

    /** What is to be said of tasks of one kind, as a phrase for people. */
    public static String whyAll(List<Blocker> ofOneKind) {
        List<Sessions> sessions = ofOneKind.stream()
                .flatMap(blocker -> blocker.sessions().stream())
                .toList();
        return sessions.isEmpty()
                ? ofOneKind.get(0).why()
                : "together they have " + Sessions.sum(sessions).phrase();
    }
}
