package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.localaws.cloudwatch.CloudWatchSwitches;
import io.ecsdrain.localaws.ecs.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the tasks of a deployment had said when an actor took them for ready. */
final class Evidence {

    /** A task that lives for longer has been heard. */
    private static final Duration LONG_LIFE = Duration.ofMinutes(8);

    private final Stage stage;
    private final Seen seen;
    private final Answers answers;

    Evidence(Stage stage, Seen seen) {
        this.stage = stage;
        this.seen = seen;
        this.answers = new Answers(stage, seen);
    }

    /** What speaks against ending the task: a session that it had said for long enough to be heard, silence, a 0. */
    List<String> of(Actor actor, TaskView task) {
        Optional<Traffic.Sidecar> sidecar = stage.traffic.sidecar(task.id());
        Optional<Voice> voice = sidecar.flatMap(own -> own.voice);
        if (voice.isPresent() && answers.speaks(actor, sidecar.get().key, voice.get())) {
            boolean listed = seen.last(actor, "ListTasks", "")
                    .filter(read -> !startedAfter(task, read.at()))
                    .isPresent();
            return listed && !isNextToDie(actor, task, sidecar.get())
                    ? answers.of(actor, task, sidecar.get().key, sidecar.get())
                    : List.of();
        }
        Optional<Instant> metrics = seen.first(actor, "GetMetricData");
        Optional<Instant> tasks = seen.first(actor, "ListTasks");
        if (sidecar.isEmpty() || tasks.isEmpty() || startedAfter(task, tasks.get())) {
            return List.of();
        }
        if (metrics.isEmpty()) {
            return List.of("task " + task.id() + " was not asked whether it is ready");
        }
        Duration lag = stage.aws.switches().get(CloudWatchSwitches.METRIC_LAG);
        Instant heard = metrics.get().minus(lag);
        List<String> against = new ArrayList<>();
        for (Traffic.Session session : sidecar.get().sessions) {
            boolean reported = sidecar.get().said.stream()
                    .anyMatch(said -> said.value() == 0
                            && !said.at().isBefore(session.begun())
                            && !said.at().isAfter(heard));
            if (reported) {
                against.add("task " + task.id() + " had reported a session that began at " + session.begun());
            }
        }
        if (!isNextToDie(actor, task, sidecar.get())) {
            notReady(task, sidecar.get(), heard).ifPresent(against::add);
        }
        return against;
    }

    /**
     * It never had a session, three before it died, of a crash or of its health checks, and when the actor looked it
     * was no older than one of them became. Who fails the health checks lives on for the deregistration delay.
     */
    private boolean isNextToDie(Actor actor, TaskView task, Traffic.Sidecar sidecar) {
        // The list of all services is read by a whole look alone, not again before a step.
        Instant looked = seen.last(actor, "ListServices", "").map(Seen.Read::at).orElse(stage.aws.now());
        Duration age = Duration.between(task.startedAt(), looked);
        List<Duration> lives = stage.aws.ecs().tasks().stream()
                .filter(each -> task.serviceName().equals(each.serviceName()))
                .filter(each -> each.startedAt() != null && each.stoppedAt() != null)
                .map(each -> Duration.between(each.startedAt(), each.stoppedAt()))
                .filter(life -> life.compareTo(LONG_LIFE) < 0)
                .toList();
        return sidecar.sessions.isEmpty()
                && lives.size() >= 3
                && lives.stream().anyMatch(life -> age.compareTo(life) <= 0);
    }

    private static boolean startedAfter(TaskView task, Instant at) {
        return task.startedAt() == null || task.startedAt().isAfter(at);
    }

    /** Every word of the last CONSEC periods that could be heard was a 1, and there were words. */
    private Optional<String> notReady(TaskView task, Traffic.Sidecar sidecar, Instant heard) {
        int consecutive = Integer.parseInt(stage.draw.reaper().get("CONSEC"));
        Instant from = heard.minusSeconds(60L * consecutive);
        List<Traffic.Said> said = sidecar.said.stream()
                .filter(each -> each.at().isAfter(from) && !each.at().isAfter(heard))
                .toList();
        return said.isEmpty() || said.stream().anyMatch(each -> each.value() == 0)
                ? Optional.of("task " + task.id() + " said since " + from + " only " + said)
                : Optional.empty();
    }

    /** @param shown what was written later, the actor could not know */
    boolean overdue(DeploymentKey key, Instant now, Instant shown) {
        String hours = stage.draw.reaper().get("MAX_AGE_HR");
        if (hours.equals("never")) {
            return false;
        }
        Duration limit = Duration.ofMillis(Math.round(Double.parseDouble(hours) * 3_600_000));
        return stage.traffic
                .parameters()
                .drainingSince(key, shown)
                .filter(since -> since.plus(limit).isBefore(now))
                .isPresent();
    }
}
