package io.ecsdrain.demo.report;

import io.ecsdrain.demo.watch.Frame;
import io.ecsdrain.demo.watch.Frame.TaskFrame;
import io.ecsdrain.demo.watch.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One deployment's lane: its phases as a band with a stripe while its fence stands, beneath it a thin band for each
 * task, filled once the task is ready.
 */
final class Lane {

    private static final int TASK_HEIGHT = 9;
    /** As wide as a letter of a label becomes with any usual font. */
    private static final double LETTER = 6.5;

    private final String id;
    private final List<Frame> frames;
    private final ToDoubleFunction<Instant> x;
    private final Instant end;

    Lane(String id, List<Frame> frames, ToDoubleFunction<Instant> x, Instant end) {
        this.id = id;
        this.frames = TimelinePage.of(id, frames);
        this.x = x;
        this.end = end;
    }

    int tasksHeight() {
        return taskIds().size() * (TASK_HEIGHT + 3);
    }

    String phases(int y) {
        StringBuilder svg = new StringBuilder();
        for (Span<Phase> span : spans(frame -> frame.deployments().get(id).phase())) {
            if (span.value() == Phase.GONE) {
                continue;
            }
            svg.append(bar(
                    "phase " + span.value().name().toLowerCase(Locale.ROOT),
                    span,
                    y,
                    24,
                    span.value().words()));
            String label = span.value().words().replaceFirst(":.*", "");
            double room = x.applyAsDouble(span.to()) - x.applyAsDouble(span.from());
            if (room > label.length() * LETTER + 10) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<text class='label' x='%.1f' y='%d'>%s</text>",
                        x.applyAsDouble(span.from()) + 5,
                        y + 16,
                        label));
            }
        }
        for (Span<Boolean> span : spans(frame -> frame.deployments().get(id).asked())) {
            if (span.value()) {
                svg.append(bar("fence", span, y + 20, 4, Frame.FENCE));
            }
        }
        return svg.toString();
    }

    String tasks(int y) {
        StringBuilder svg = new StringBuilder();
        int row = y;
        for (String taskId : taskIds()) {
            for (Span<String> span : spans(frame -> taskWord(frame, taskId))) {
                if (!span.value().isEmpty()) {
                    svg.append(bar(
                            "task " + span.value().replace(' ', '-'),
                            span,
                            row,
                            TASK_HEIGHT,
                            "task " + taskId.substring(0, 8) + ": " + span.value()));
                }
            }
            row += TASK_HEIGHT + 3;
        }
        return svg.toString();
    }

    private String taskWord(Frame frame, String taskId) {
        TaskFrame task = frame.deployments().get(id).tasks().get(taskId);
        if (task == null || task.lastStatus().equals("STOPPED")) {
            return "";
        }
        if (!task.lastStatus().equals("RUNNING")) {
            return task.lastStatus().matches("PROVISIONING|PENDING|ACTIVATING") ? "starting" : "stopping";
        }
        return task.ready().isEmpty() ? "silent" : task.ready().getAsInt() == 1 ? "ready" : "not ready";
    }

    private Set<String> taskIds() {
        Set<String> ids = new LinkedHashSet<>();
        frames.forEach(frame -> ids.addAll(
                new java.util.TreeSet<>(frame.deployments().get(id).tasks().keySet())));
        return ids;
    }

    private record Span<T>(T value, Instant from, Instant to) {}

    private <T> List<Span<T>> spans(Function<Frame, T> word) {
        List<Span<T>> spans = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            T value = word.apply(frames.get(i));
            Instant from = frames.get(i).at();
            Instant to = i + 1 < frames.size() ? frames.get(i + 1).at() : end;
            Span<T> last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            if (last != null && last.value().equals(value)) {
                spans.set(spans.size() - 1, new Span<>(value, last.from(), to));
            } else {
                spans.add(new Span<>(value, from, to));
            }
        }
        return spans;
    }

    private String bar(String style, Span<?> span, int y, int height, String title) {
        double from = x.applyAsDouble(span.from());
        return String.format(
                Locale.ROOT,
                "<rect class='%s' x='%.1f' y='%d' width='%.1f' height='%d' rx='2'><title>%s</title></rect>",
                style,
                from,
                y,
                Math.max(1, x.applyAsDouble(span.to()) - from),
                height,
                TimelinePage.escape(title));
    }
}
