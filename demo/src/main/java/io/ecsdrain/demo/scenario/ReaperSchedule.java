package io.ecsdrain.demo.scenario;

import io.ecsdrain.demo.scenario.Programs.Run;
import io.ecsdrain.demo.watch.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What EventBridge does: runs the reaper's jar every few seconds, never two at once. Keeps what it decided. */
final class ReaperSchedule implements AutoCloseable {

    /** As its log has it: {@code app/v1 not-ready: why}. */
    private static final Pattern DECISION = Pattern.compile(" - \\S+/(?<id>\\S+) (?<reason>[a-z-]+): (?<detail>.+)");

    private final Programs programs;
    private final DemoSettings settings;
    private final Timeline timeline;
    private final Map<String, String> lastWords = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> logs = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    ReaperSchedule(Programs programs, DemoSettings settings, Timeline timeline) {
        this.programs = programs;
        this.settings = settings;
        this.timeline = timeline;
    }

    void start() {
        long millis = settings.reaperEvery().toMillis();
        clock.scheduleWithFixedDelay(this::run, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            Run run = programs.run(
                    programs.reaper(),
                    List.of("--output", "json"),
                    settings.reaperEnvironment(),
                    "demo-reaper",
                    60,
                    this::heard);
            logs.add(run.err());
            if (run.exit() != 0) {
                trouble("the reaper ended with " + run.exit() + ": " + run.err());
            }
        } catch (RuntimeException failed) {
            trouble(failed.toString());
        }
    }

    /**
     * The reaper logs a decision before it acts on it. Noted only where it differs from the last one about the same
     * deployment.
     */
    private void heard(String line) {
        Matcher decision = DECISION.matcher(line);
        if (decision.find()) {
            String id = decision.group("id");
            String reason = decision.group("reason");
            if (!reason.equals(lastWords.put(id, reason))) {
                timeline.note(Instant.now(), id, "reaper: " + reason + ", " + decision.group("detail"));
            }
        }
    }

    private void trouble(String what) {
        troubles.add(what);
        timeline.note(Instant.now(), null, what);
    }

    /** Whether any run logged a line that holds all of these words. */
    boolean logged(String... words) {
        return logs.stream().flatMap(String::lines).anyMatch(line -> java.util.Arrays.stream(words)
                .allMatch(line::contains));
    }

    List<String> troubles() {
        return List.copyOf(troubles);
    }

    int runs() {
        return logs.size();
    }

    /** Lets a run under way end. */
    @Override
    public void close() {
        clock.shutdown();
        try {
            clock.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
