package io.ecsdrain.sidecar.observe;

import io.ecsdrain.sidecar.drain.Pace;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The id of this task. Where ECS offers a metadata endpoint it is asked until it answers, however long that takes: a made-up
 * id would be a metric that no reaper asks for, and would hold the deployment for ever.
 */
public final class TaskIdentity {

    private static final Logger log = LoggerFactory.getLogger(TaskIdentity.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final Thread thread;
    private volatile String taskId;

    private TaskIdentity(TaskMetadata metadata, Duration retry, Runnable whenKnown) {
        thread = new Thread(() -> ask(metadata, retry, whenKnown), "task-id");
        thread.setDaemon(true);
    }

    /** Asks the endpoint at {@code base} from {@link #start} on, and runs {@code whenKnown} once, when it has answered. */
    public static TaskIdentity fromMetadata(URI base, Runnable whenKnown) {
        return fromMetadata(base, TIMEOUT, RETRY, whenKnown);
    }

    static TaskIdentity fromMetadata(URI base, Duration timeout, Duration retry, Runnable whenKnown) {
        return new TaskIdentity(new TaskMetadata(base, timeout), retry, whenKnown);
    }

    public void start() {
        thread.start();
    }

    public void stop() {
        thread.interrupt();
    }

    /** Empty until the endpoint has answered. */
    public Optional<String> taskId() {
        return Optional.ofNullable(taskId);
    }

    private void ask(TaskMetadata metadata, Duration retry, Runnable whenKnown) {
        String lastProblem = "";
        try {
            for (int failures = 0; taskId == null; failures++) {
                try {
                    taskId = metadata.taskId();
                } catch (IOException | RuntimeException e) {
                    String problem = OneLine.of(e.toString());
                    if (!problem.equals(lastProblem)) {
                        log.warn("task metadata does not tell the task id, no metric until it does: {}", problem);
                    }
                    lastProblem = problem;
                    double dice = ThreadLocalRandom.current().nextDouble();
                    Thread.sleep(Pace.next(retry, failures, dice).toMillis());
                }
            }
            log.info("task id {}", taskId);
            whenKnown.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
