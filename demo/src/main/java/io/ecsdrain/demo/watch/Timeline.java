package io.ecsdrain.demo.watch;

import io.ecsdrain.demo.watch.Frame.DeploymentFrame;
import io.ecsdrain.demo.watch.Frame.TaskFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** All frames in order, and the changes between them as they appear. */
public final class Timeline {

    /** Something that changed. {@code deployment} is empty for what concerns no single one. */
    public record Event(Instant at, Optional<String> deployment, String text) {}

    private final List<Frame> frames = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Consumer<Event> listener;
    private int missed;
    private String lastMissed;

    /** @param listener called once for each event, in order */
    public Timeline(Consumer<Event> listener) {
        this.listener = listener;
    }

    synchronized void add(Frame frame) {
        Map<String, DeploymentFrame> before =
                frames.isEmpty() ? Map.of() : frames.get(frames.size() - 1).deployments();
        frames.add(frame);
        lastMissed = null;
        frame.deployments().forEach((id, now) -> compare(frame.at(), id, before.get(id), now));
    }

    /** Counts a look that failed; what it failed for is told once, not for each look of an outage. */
    synchronized void missed(Instant at, String why) {
        missed++;
        if (!why.equals(lastMissed)) {
            record(new Event(at, Optional.empty(), "the watcher could not look: " + why));
        }
        lastMissed = why;
    }

    /** Notes something that a bystander could not see in AWS, such as a deploy's end or a reaper's decision. */
    public synchronized void note(Instant at, String deployment, String text) {
        record(new Event(at, Optional.ofNullable(deployment), text));
    }

    private void compare(Instant at, String id, DeploymentFrame before, DeploymentFrame now) {
        if (before == null || before.phase() != now.phase()) {
            record(new Event(at, Optional.of(id), now.phase().words()));
        }
        if (now.asked() && (before == null || !before.asked())) {
            record(new Event(at, Optional.of(id), Frame.FENCE));
        }
        now.tasks().forEach((taskId, task) -> {
            TaskFrame was = before == null ? null : before.tasks().get(taskId);
            if (task.ready().isPresent() && (was == null || !was.ready().equals(task.ready()))) {
                record(new Event(
                        at,
                        Optional.of(id),
                        "task " + taskId.substring(0, 8) + "  ShutdownReady "
                                + task.ready().getAsInt()));
            }
        });
    }

    private void record(Event event) {
        events.add(event);
        listener.accept(event);
    }

    public synchronized List<Frame> frames() {
        return List.copyOf(frames);
    }

    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** How many looks failed; each leaves a gap of half a second. */
    public synchronized int missed() {
        return missed;
    }

    public synchronized boolean isGone(String deployment) {
        return !frames.isEmpty()
                && Optional.ofNullable(
                                frames.get(frames.size() - 1).deployments().get(deployment))
                        .map(frame -> frame.phase() == Phase.GONE)
                        .orElse(false);
    }

    /** When {@code test} was first seen to hold for the deployment. */
    public synchronized Optional<Instant> first(String deployment, Predicate<DeploymentFrame> test) {
        return frames.stream()
                .filter(frame -> frame.deployments().containsKey(deployment))
                .filter(frame -> test.test(frame.deployments().get(deployment)))
                .map(Frame::at)
                .findFirst();
    }

    /** When each task of the deployment was first seen with this ShutdownReady, by task id. */
    public synchronized Map<String, Instant> firstReady(String deployment, int value) {
        Map<String, Instant> first = new LinkedHashMap<>();
        for (Frame frame : frames) {
            DeploymentFrame seen = frame.deployments().get(deployment);
            if (seen != null) {
                seen.tasks().forEach((taskId, task) -> {
                    if (task.ready().isPresent() && task.ready().getAsInt() == value) {
                        first.putIfAbsent(taskId, frame.at());
                    }
                });
            }
        }
        return first;
    }
}
