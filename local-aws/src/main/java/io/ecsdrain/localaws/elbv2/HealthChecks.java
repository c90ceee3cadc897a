package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.HealthProbe.Outcome;
import io.ecsdrain.localaws.elbv2.shapes.TargetGroups.TargetGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * What time does to targets: checks are sent and their results taken in, inert targets are decided on, drained ones
 * removed. Results are taken in at the tick after they came, so that nothing ever waits for a target under the world's
 * lock.
 */
final class HealthChecks {

    private final ElbState state;
    private final Attachments attachments;
    private final HealthProbe probe = new HealthProbe();
    private final Map<Target, CompletableFuture<Outcome>> underway = new HashMap<>();
    /** Targets whose check under way came before its time, by the speed-up: it may find them well, never ill. */
    private final Set<Target> early = new HashSet<>();

    HealthChecks(ElbState state, Attachments attachments) {
        this.state = state;
        this.attachments = attachments;
    }

    void tick(Instant now) {
        for (TargetGroupEntry group : state.targetGroups.values()) {
            if (!group.targets().isEmpty()) {
                boolean attached = attachments.attached(group.settings().targetGroupArn());
                group.targets().forEach(target -> tick(group, target, attached, now));
            }
        }
        forgetWhatIsGone();
    }

    private void tick(TargetGroupEntry group, Target target, boolean attached, Instant now) {
        if (target.state() == Target.State.DRAINING) {
            underway.remove(target);
            if (!attached || target.drained(now)) {
                group.remove(target);
            }
        } else if (!attached) {
            underway.remove(target);
            target.idle();
        } else if (target.backend().inert()) {
            check(group, target, now);
        } else {
            takeIn(group.settings(), target);
            send(group.settings(), target, now);
        }
    }

    /** An inert target answers as it is told to, and not before it has started. */
    private void check(TargetGroupEntry entry, Target target, Instant now) {
        TargetGroup group = entry.settings();
        if (target.startsAt() == null) {
            target.startsAt(isSlow(entry) ? now.plus(state.inertSlowStart) : Instant.MIN);
        }
        if (target.startsAt().equals(Instant.MIN)) {
            target.decide(target.inertHealthy());
        } else if (target.checkDue(now)) {
            target.nextCheck(now.plusSeconds(group.healthCheckIntervalSeconds()));
            if (target.inertHealthy() && !now.isBefore(target.startsAt())) {
                target.passed(group);
            } else {
                target.failed(group, "Target.FailedHealthChecks", "Health checks failed");
            }
        }
    }

    private boolean isSlow(TargetGroupEntry group) {
        if (state.inertSlowStart.isZero()) {
            return false;
        }
        List<Target> here = group.targets().stream()
                .filter(target -> target.state() != Target.State.DRAINING)
                .toList();
        long slow = here.stream()
                .filter(target -> target.startsAt() != null && target.startsAt().isAfter(Instant.MIN))
                .count();
        return slow < here.size() * state.inertSlowPercent / 100;
    }

    private void forgetWhatIsGone() {
        if (!underway.isEmpty()) {
            Set<Target> registered = state.targetGroups.values().stream()
                    .flatMap(group -> group.targets().stream())
                    .collect(Collectors.toSet());
            underway.keySet().retainAll(registered);
            early.retainAll(registered);
        }
    }

    private void takeIn(TargetGroup group, Target target) {
        CompletableFuture<Outcome> check = underway.get(target);
        if (check == null || !check.isDone()) {
            return;
        }
        underway.remove(target);
        Outcome outcome = check.join();
        boolean wasEarly = early.remove(target);
        if (wasEarly && !passes(group, outcome)) {
            return;
        }
        switch (outcome.kind()) {
            case ANSWERED -> {
                if (passes(group, outcome)) {
                    target.passed(group);
                } else {
                    target.failed(
                            group,
                            "Target.ResponseCodeMismatch",
                            "Health checks failed with these codes: [" + outcome.status() + "]");
                }
            }
            case TIMED_OUT -> target.failed(group, "Target.Timeout", "Request timed out");
            case NO_CONNECTION -> target.failed(group, "Target.FailedHealthChecks", "Health checks failed");
        }
    }

    private static boolean passes(TargetGroup group, Outcome outcome) {
        return outcome.kind() == HealthProbe.Kind.ANSWERED
                && HealthMatcher.matches(group.matcher().httpCode(), outcome.status());
    }

    private void send(TargetGroup group, Target target, Instant now) {
        boolean due = target.checkDue(now);
        boolean always = state.world().switches().get(ElbSwitches.HEALTH_CHECK_SPEED_UP);
        if (underway.containsKey(target) || !always && !due) {
            return;
        }
        String port = group.healthCheckPort().equals("traffic-port")
                ? String.valueOf(target.key().port())
                : group.healthCheckPort();
        String url = "http://" + target.key().id() + ":" + port + group.healthCheckPath();
        underway.put(target, probe.send(url, Duration.ofSeconds(group.healthCheckTimeoutSeconds())));
        if (due) {
            target.nextCheck(now.plusSeconds(group.healthCheckIntervalSeconds()));
        } else {
            early.add(target);
        }
    }
}
