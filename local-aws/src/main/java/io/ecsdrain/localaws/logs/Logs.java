package io.ecsdrain.localaws.logs;

import io.ecsdrain.localaws.links.LogSink;
import io.ecsdrain.localaws.links.MetricSink;
import io.ecsdrain.localaws.links.World;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log groups and streams: keeps the newest lines of each stream, and lets EMF lines become metrics. */
public final class Logs implements LogSink {

    private static final Logger LOG = LoggerFactory.getLogger(Logs.class);
    private static final int LINES_KEPT = 5_000;

    /** One line and when it came. */
    public record Line(Instant at, String text) {}

    /** A line that was meant as embedded metrics, from which nothing was extracted. */
    public record Broken(String group, String stream, String text, String reason) {}

    private final World world;
    private final MetricSink metrics;
    private final NavigableMap<String, NavigableMap<String, Deque<Line>>> groups = new TreeMap<>();
    private final Deque<Broken> broken = new ArrayDeque<>();
    private long brokenCount;

    public Logs(World world, MetricSink metrics) {
        this.world = world;
        this.metrics = metrics;
    }

    @Override
    public void line(String group, String stream, String line) {
        Instant now = world.now();
        EmfLine emf = EmfParser.parse(line, now);
        keep(group, stream, new Line(now, line));
        if (emf instanceof EmfLine.Broken bad) {
            LOG.warn("a broken EMF line in {} {}: {}", group, stream, bad.reason());
            keep(new Broken(group, stream, line, bad.reason()));
        } else if (emf instanceof EmfLine.Metrics good) {
            // Outside of this object's monitor: the sink takes the world's lock.
            good.points()
                    .forEach(point -> metrics.put(
                            point.namespace(),
                            point.name(),
                            point.dimensions(),
                            point.at(),
                            point.value(),
                            point.unit(),
                            point.storageResolution()));
        }
    }

    private synchronized void keep(String group, String stream, Line line) {
        Deque<Line> lines = groups.computeIfAbsent(group, key -> new TreeMap<>())
                .computeIfAbsent(stream, key -> new ArrayDeque<>());
        lines.add(line);
        if (lines.size() > LINES_KEPT) {
            lines.removeFirst();
        }
    }

    private synchronized void keep(Broken line) {
        brokenCount++;
        broken.add(line);
        if (broken.size() > LINES_KEPT) {
            broken.removeFirst();
        }
    }

    public synchronized Set<String> groups() {
        return new TreeSet<>(groups.keySet());
    }

    public synchronized Set<String> streams(String group) {
        return new TreeSet<>(groups.getOrDefault(group, new TreeMap<>()).keySet());
    }

    /** The newest 5,000 lines, oldest first; none for an unknown stream. */
    public synchronized List<Line> lines(String group, String stream) {
        return List.copyOf(groups.getOrDefault(group, new TreeMap<>()).getOrDefault(stream, new ArrayDeque<>()));
    }

    /** The newest broken lines, oldest first. */
    public synchronized List<Broken> broken() {
        return List.copyOf(broken);
    }

    /** How many broken lines ever came, as the service's own metric of EMF errors would say. */
    public synchronized long brokenCount() {
        return brokenCount;
    }
}
