package io.ecsdrain.demo.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.demo.scenario.Programs.Run;
import io.ecsdrain.demo.watch.Timeline;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What EventBridge does: runs the reaper's jar every few seconds, never two at once. Keeps what it decided. */
final class ReaperSchedule implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Programs programs;
    private final DemoSettings settings;
    private final Timeline timeline;
    private final Map<String, String> lastWords = new HashMap<>();
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
                    programs.reaper(), List.of("--output", "json"), settings.reaperEnvironment(), "demo-reaper", 60);
            logs.add(run.err());
            if (run.exit() != 0) {
                trouble("the reaper ended with " + run.exit() + ": " + run.err());
            }
            if (run.out().isBlank()) {
                return;
            }
            JsonNode report = JSON.readTree(run.out());
            Instant at = Instant.parse(report.path("started_at").asText());
            report.path("decisions").forEach(decision -> decision(at, decision));
        } catch (JsonProcessingException garbled) {
            trouble("the reaper's report is no JSON: " + garbled.getOriginalMessage());
        } catch (RuntimeException failed) {
            trouble(failed.toString());
        }
    }

    /** Notes a decision only where it differs from the last one about the same deployment. */
    private void decision(Instant at, JsonNode decision) {
        String id = decision.path("deployment_id").asText();
        String reason = decision.path("reason").asText();
        String detail = decision.path("detail").asText();
        if (!reason.equals(lastWords.put(id, reason))) {
            timeline.note(at, id, "reaper: " + reason + ", " + detail);
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
