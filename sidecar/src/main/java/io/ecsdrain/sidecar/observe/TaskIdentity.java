package io.ecsdrain.sidecar.observe;

import io.ecsdrain.contract.Printable;
import io.ecsdrain.sidecar.drain.Backoff;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The id of this task. Where ECS offers a metadata endpoint it is asked until it answers, however long that takes: a
 * made-up id would be a metric that no reaper asks for, and would hold the deployment for ever.
 */
public final class TaskIdentity {

    private static final Logger log = LoggerFactory.getLogger(TaskIdentity.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final TaskMetadata metadata;
    private final Duration retry;
    private final Runnable whenKnown;
    private int failures;
    private String lastProblem = "";
    private volatile String taskId;

    private TaskIdentity(TaskMetadata metadata, Duration retry, Runnable whenKnown) {
        this.metadata = metadata;
        this.retry = retry;
        this.whenKnown = whenKnown;
    }

    /**
     * Asks the endpoint at {@code base}, and runs {@code whenKnown} once, when it has answered.
     *
     * @param timers ends a call whose answer does not begin
     */
    public static TaskIdentity fromMetadata(URI base, ScheduledExecutorService timers, Runnable whenKnown) {
        return fromMetadata(base, TIMEOUT, RETRY, timers, whenKnown);
    }

    static TaskIdentity fromMetadata(
            URI base, Duration timeout, Duration retry, ScheduledExecutorService timers, Runnable whenKnown) {
        return new TaskIdentity(new TaskMetadata(base, timeout, timers), retry, whenKnown);
    }

    /** Empty until the endpoint has answered. */
    public Optional<String> taskId() {
        return Optional.ofNullable(taskId);
    }

    /** Asks once and tells how long to wait until the next time; empty once the id is known. */
    public Optional<Duration> ask() {
        try {
            taskId = metadata.taskId();
        } catch (IOException | RuntimeException e) {
            logOnce(Printable.line(e.toString()));
            return Optional.of(
                    Backoff.next(retry, failures++, ThreadLocalRandom.current().nextDouble()));
        }
        log.info("task id {}", taskId);
        whenKnown.run();
        return Optional.empty();
    }

    private void logOnce(String problem) {
        if (!problem.equals(lastProblem)) {
            log.warn("task metadata does not tell the task id, no metric until it does: {}", problem);
        }
        lastProblem = problem;
    }
}
