package io.ecsdrain.sidecar.execute;

import io.ecsdrain.sidecar.drain.Protection;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the task protected from scale-in while it has sessions. For a thread of its own, for the agent may hang. */
public final class TaskProtector {

    private static final Logger log = LoggerFactory.getLogger(TaskProtector.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(6);

    private final ProtectionEndpoint endpoint;
    private final IntSupplier busy;
    private final InstantSource clock;
    private Protection protection = Protection.none();
    private String lastProblem = "";

    /**
     * @param agent value of {@code ECS_AGENT_URI}
     * @param busy live sessions now
     * @param timers ends a call whose answer does not begin
     */
    public TaskProtector(URI agent, IntSupplier busy, InstantSource clock, ScheduledExecutorService timers) {
        this.endpoint = new ProtectionEndpoint(agent, TIMEOUT, timers);
        this.busy = busy;
        this.clock = clock;
    }

    /** Asks ECS for what is wanted now, if anything, and tells how long to wait until the next look. */
    public Duration look() {
        Instant now = clock.instant();
        protection.wanted(busy.getAsInt(), now).ifPresent(protect -> ask(protect, now));
        return LOOK_EVERY;
    }

    private void ask(boolean protect, Instant now) {
        boolean held = protection.heldUntil().isPresent();
        try {
            endpoint.put(protect, Protection.LENGTH);
            protection = protection.done(protect, now);
            if (held != protect || !lastProblem.isEmpty()) {
                log.info("task protection {}", protect ? "on" : "off");
            }
            lastProblem = "";
        } catch (IOException | RuntimeException e) {
            protection = protection.failed(
                    clock.instant(), ThreadLocalRandom.current().nextDouble());
            if (!e.toString().equals(lastProblem)) {
                log.warn("task protection cannot be switched {}: {}", protect ? "on" : "off", e.toString());
            }
            lastProblem = e.toString();
        }
    }
}
