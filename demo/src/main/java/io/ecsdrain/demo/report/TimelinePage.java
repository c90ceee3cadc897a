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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One self-contained page with the lanes of the deployments over time; no script, no request, prints well. */
public final class TimelinePage {

    private static final int LEFT = 130;
    private static final int WIDTH = 1000;
    /** Letters of a name beside its lane. */
    private static final int NAME = 14;
    /** Where sessions begin below the top of a lane. */
    private static final int FIRST_SESSION = 29;

    private static final int SESSION_HEIGHT = 5;

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
                .replace("{{verdict}}", verdict(criteria))
                .replace("{{criteria}}", criteria(criteria))
                .replace("{{load}}", load())
                .replace("{{events}}", events());
    }

    private String svg(List<String> deployments) {
        StringBuilder svg = new StringBuilder();
        int y = 20;
        for (String id : deployments) {
            Lane lane = new Lane(id, timeline.frames(), this::x, end);
            svg.append(name(id, y + 17));
            svg.append(lane.phases(y));
            List<List<Tally.Session>> rows = rows(id);
            int row = y + FIRST_SESSION;
            for (List<Tally.Session> sessions : rows) {
                svg.append(sessions(sessions, row));
                row += SESSION_HEIGHT;
            }
            int tasks = y + FIRST_SESSION + Math.max(1, rows.size()) * SESSION_HEIGHT;
            svg.append(lane.tasks(tasks));
            y = tasks + lane.tasksHeight() + 24;
        }
        svg.append(axis(y));
        return "<svg viewBox='0 0 " + (LEFT + WIDTH + 20) + " " + (y + 34) + "' role='img' "
                + "aria-label='Lanes of the deployments over time'>" + svg + "</svg>";
    }

    /** What is too long for the place beside its lane is cut; the whole of it is shown where one points at it. */
    private static String name(String id, int y) {
        String shown = id.length() > NAME ? id.substring(0, NAME - 1) + "…" : id;
        String title = shown.equals(id) ? "" : "<title>" + escape(id) + "</title>";
        return "<text class='name' x='0' y='" + y + "'>" + escape(shown) + title + "</text>";
    }

    /** A deployment's sessions in as few rows as let each be seen: those of one row do not overlap. */
    private List<List<Tally.Session>> rows(String id) {
        List<List<Tally.Session>> rows = new ArrayList<>();
        tally.sessions().stream()
                .filter(session -> session.deployment().equals(id))
                .sorted(Comparator.comparing(Tally.Session::from))
                .forEach(session -> {
                    List<Tally.Session> row = rows.stream()
                            .filter(each -> !each.get(each.size() - 1).to().isAfter(session.from()))
                            .findFirst()
                            .orElseGet(() -> {
                                List<Tally.Session> added = new ArrayList<>();
                                rows.add(added);
                                return added;
                            });
                    row.add(session);
                });
        return rows;
    }

    private String sessions(List<Tally.Session> row, int y) {
        return row.stream()
                .map(session -> String.format(
                        Locale.ROOT,
                        "<line class='session%s' x1='%.1f' x2='%.1f' y1='%d' y2='%d'><title>a session, %d ticks, %s</title></line>",
                        session.whole() ? "" : " cut",
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

    private static String verdict(List<Criterion> criteria) {
        long failed = criteria.stream().filter(criterion -> !criterion.holds()).count();
        return failed == 0
                ? "<p class='verdict ok'>All " + criteria.size() + " success criteria hold.</p>"
                : "<p class='verdict fail'>" + failed + " of " + criteria.size() + " success criteria do not hold: "
                        + criteria.stream()
                                .filter(criterion -> !criterion.holds())
                                .map(criterion -> escape(criterion.words()))
                                .collect(Collectors.joining("; "))
                        + ".</p>";
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
