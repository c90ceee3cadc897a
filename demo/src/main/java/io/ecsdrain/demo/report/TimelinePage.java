package io.ecsdrain.demo.report;

import io.ecsdrain.demo.load.Tally;
import io.ecsdrain.demo.watch.Frame;
import io.ecsdrain.demo.watch.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One self-contained page with the lanes of the deployments over time; no script, no request, prints well. */
public final class TimelinePage {

    private static final int LEFT = 130;
    private static final int WIDTH = 1000;

    private final Timeline timeline;
    private final Tally tally;
    private final Instant start;
    private final Instant end;
    private final double perMilli;

    public TimelinePage(Timeline timeline, Tally tally, Instant start, Instant end) {
        this.timeline = timeline;
        this.tally = tally;
        this.start = start;
        this.end = end;
        this.perMilli =
                (double) WIDTH / Math.max(1, Duration.between(start, end).toMillis());
    }

    /** The whole page as HTML. */
    public String html(List<String> deployments, List<Criterion> criteria) {
        return template()
                .replace("{{svg}}", svg(deployments))
                .replace("{{criteria}}", criteria(criteria))
                .replace("{{load}}", load())
                .replace("{{events}}", events());
    }

    private String svg(List<String> deployments) {
        StringBuilder svg = new StringBuilder();
        int y = 20;
        for (String id : deployments) {
            Lane lane = new Lane(id, timeline.frames(), this::x, end);
            svg.append("<text class='name' x='0' y='").append(y + 17).append("'>");
            svg.append(escape(id)).append("</text>");
            svg.append(lane.phases(y));
            svg.append(sessions(id, y + 28));
            svg.append(lane.tasks(y + 40));
            y += lane.height() + 24;
        }
        svg.append(axis(y));
        return "<svg viewBox='0 0 " + (LEFT + WIDTH + 20) + " " + (y + 34) + "' role='img' "
                + "aria-label='Lanes of the deployments over time'>" + svg + "</svg>";
    }

    private String sessions(String id, int y) {
        return tally.sessions().stream()
                .filter(session -> session.deployment().equals(id))
                .map(session -> String.format(
                        Locale.ROOT,
                        "<line class='session' x1='%.1f' x2='%.1f' y1='%d' y2='%d'><title>a session, %d ticks, %s</title></line>",
                        x(session.from()),
                        x(session.to()),
                        y,
                        y,
                        session.ticks(),
                        session.whole() ? "whole" : "cut"))
                .collect(Collectors.joining());
    }

    private String axis(int y) {
        StringBuilder axis = new StringBuilder();
        long seconds = Duration.between(start, end).toSeconds();
        for (long second = 0; second <= seconds; second += 10) {
            double x = x(start.plusSeconds(second));
            axis.append(String.format(
                    Locale.ROOT,
                    "<line class='grid' x1='%.1f' x2='%.1f' y1='10' y2='%d'/><text class='tick' x='%.1f' y='%d'>%d s</text>",
                    x,
                    x,
                    y,
                    x,
                    y + 18,
                    second));
        }
        return axis.toString();
    }

    private double x(Instant at) {
        return LEFT + Math.max(0, Duration.between(start, at).toMillis()) * perMilli;
    }

    private static String criteria(List<Criterion> criteria) {
        return criteria.stream()
                .map(criterion -> "<li class='" + (criterion.holds() ? "ok" : "fail") + "'><b>"
                        + escape(criterion.words()) + "</b><br>" + escape(criterion.evidence()) + "</li>")
                .collect(Collectors.joining());
    }

    private String load() {
        return tally.requests() + " requests through the load balancer, "
                + tally.failures().size() + " failed; " + tally.sessions().size() + " sessions";
    }

    private String events() {
        return timeline.events().stream()
                .sorted(Comparator.comparing(Timeline.Event::at))
                .map(event -> String.format(
                        Locale.ROOT,
                        "<tr><td>%.1f s</td><td>%s</td><td>%s</td></tr>",
                        Duration.between(start, event.at()).toMillis() / 1000.0,
                        escape(event.deployment().orElse("")),
                        escape(event.text())))
                .collect(Collectors.joining("\n"));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }

    private static String template() {
        try (InputStream page = TimelinePage.class.getResourceAsStream("timeline.html")) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The frames of one deployment only. */
    static List<Frame> of(String id, List<Frame> frames) {
        return frames.stream()
                .filter(frame -> frame.deployments().containsKey(id))
                .toList();
    }
}
