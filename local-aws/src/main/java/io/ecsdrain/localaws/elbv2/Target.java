package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.TargetGroups.TargetGroup;
import io.ecsdrain.localaws.elbv2.shapes.Targets.TargetHealth;
import io.ecsdrain.localaws.loadbalancer.Backend;
import java.time.Instant;
import java.util.Locale;

/** One registered target: its health as checks have shown it, or when its draining ends. */
final class Target {

    /** @param id an address, or an instance's id */
    record Key(String id, int port) {}

    /** Of a target in a group that is in use. */
    enum State {
        INITIAL,
        HEALTHY,
        UNHEALTHY,
        DRAINING
    }

    private final Key key;
    private final Backend backend;
    private State state = State.INITIAL;
    private String reason = "Elb.RegistrationInProgress";
    private String description = "Target registration is in progress";
    private int passes;
    private int failures;
    private Instant nextCheck = Instant.MIN;
    private Instant drainedAt = Instant.MAX;
    private boolean inertHealthy = true;
    private Instant startsAt;

    Target(Key key, boolean inert) {
        this.key = key;
        this.backend = new Backend(key.id(), key.port(), inert);
    }

    Key key() {
        return key;
    }

    Backend backend() {
        return backend;
    }

    State state() {
        return state;
    }

    /** @param attached false makes it {@code unused}, whatever it was */
    TargetHealth health(boolean attached) {
        return attached
                ? new TargetHealth(word(true), reason, description)
                : new TargetHealth(
                        "unused",
                        "Target.NotInUse",
                        "Target group is not configured to receive traffic from the load balancer");
    }

    String word(boolean attached) {
        return attached ? state.name().toLowerCase(Locale.ROOT) : "unused";
    }

    boolean inertHealthy() {
        return inertHealthy;
    }

    void inertHealthy(boolean healthy) {
        inertHealthy = healthy;
    }

    /** When an inert target answers its first check; null before that is known, MIN if it never was slow. */
    Instant startsAt() {
        return startsAt;
    }

    void startsAt(Instant at) {
        startsAt = at;
    }

    boolean checkDue(Instant now) {
        return !now.isBefore(nextCheck);
    }

    void nextCheck(Instant at) {
        nextCheck = at;
    }

    boolean drained(Instant now) {
        return state == State.DRAINING && !now.isBefore(drainedAt);
    }

    void drain(Instant until) {
        drainedAt = until;
        become(State.DRAINING, "Target.DeregistrationInProgress", "Target deregistration is in progress");
    }

    /** No listener or rule uses its group any more: what was known of its health is forgotten. */
    void idle() {
        passes = 0;
        failures = 0;
        nextCheck = Instant.MIN;
        become(State.INITIAL, "Elb.RegistrationInProgress", "Target registration is in progress");
    }

    /** A new target needs one passed check, one that was unhealthy as many as the group says. */
    void passed(TargetGroup group) {
        failures = 0;
        passes++;
        if (state == State.INITIAL || state == State.UNHEALTHY && passes >= group.healthyThresholdCount()) {
            become(State.HEALTHY, null, null);
        }
    }

    void failed(TargetGroup group, String why, String inWords) {
        passes = 0;
        failures++;
        if (failures >= group.unhealthyThresholdCount()) {
            become(State.UNHEALTHY, why, inWords);
        } else if (state == State.INITIAL) {
            become(State.INITIAL, "Elb.InitialHealthChecking", "Initial health checks in progress");
        }
    }

    /** By fiat, for a target that is never dialled. */
    void decide(boolean healthy) {
        if (healthy) {
            become(State.HEALTHY, null, null);
        } else {
            become(State.UNHEALTHY, "Target.FailedHealthChecks", "Health checks failed");
        }
    }

    private void become(State next, String why, String inWords) {
        state = next;
        reason = why;
        description = inWords;
        backend.prefer(
                switch (next) {
                    case HEALTHY -> Backend.Preference.HEALTHY;
                    case INITIAL, UNHEALTHY -> Backend.Preference.LAST_RESORT;
                    case DRAINING -> Backend.Preference.NONE;
                });
    }
}
