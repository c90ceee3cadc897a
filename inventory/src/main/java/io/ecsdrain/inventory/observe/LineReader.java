package io.ecsdrain.inventory.observe;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.SidecarLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** Reads what the sidecars of a deployment wrote into their log, all tasks at once. */
public final class LineReader {

    /** Three times the longest time between two lines that a sidecar can be set to, and a minute for the way. */
    public static final Duration LOOK_BACK = Duration.ofMinutes(4);

    /**
     * Holds what sidecars with the default beat say: of 1,000 tasks these are three pages, where the whole look back
     * has more than twenty.
     */
    static final Duration NEWEST = Duration.ofSeconds(30);

    /** A line is believed for three beats, and needs the one before it. */
    private static final int BEATS = 4;

    private final CloudWatchLogsClient logs;

    public LineReader(CloudWatchLogsClient logs) {
        this.logs = logs;
    }

    /**
     * By task, the newest lines that speak of it and stand in a log stream of its own. A line that is not understood
     * makes those of its task unread. A task that wrote none within {@link #LOOK_BACK} is missing. Where every one of
     * {@code tasks} has spoken of late, older lines are not read.
     *
     * @param group the sidecars' log group
     * @param now from which to look back
     * @param tasks that are asked about, by id
     * @return unknown if the events could not be read to the end
     */
    public Observed<Map<String, Evidence>> of(DeploymentKey key, String group, Instant now, Collection<String> tasks) {
        Observed<Map<String, Evidence>> newest = since(now.minus(NEWEST), key, group);
        return newest.value().filter(lines -> !suffices(lines, tasks)).isPresent()
                ? since(now.minus(LOOK_BACK), key, group)
                : newest;
    }

    /** Whether {@code lines} are all that can matter of {@code tasks}. */
    public static boolean suffices(Map<String, Evidence> lines, Collection<String> tasks) {
        return tasks.stream()
                .allMatch(task -> lines.get(task) instanceof Evidence.Lines own
                        && own.lines().stream()
                                .allMatch(
                                        line -> line.beat().multipliedBy(BEATS).compareTo(NEWEST) <= 0));
    }

    private Observed<Map<String, Evidence>> since(Instant start, DeploymentKey key, String group) {
        // Before the query: a name is never more than letters, digits and hyphens, so it needs no escape.
        String pattern = "{ $.deployment_name = \"" + key.name() + "\" && $.deployment_id = \"" + key.id()
                + "\" && $.boot = \"*\" }";
        return Reading.observed(() -> byTask(
                key,
                Paging.all(
                                "FilterLogEvents",
                                token -> logs.filterLogEvents(filter -> filter.logGroupName(group)
                                        .filterPattern(pattern)
                                        .startTime(start.toEpochMilli())
                                        .nextToken(token)),
                                FilterLogEventsResponse::nextToken)
                        .stream()
                        .flatMap(page -> page.events().stream())
                        .toList()));
    }

    private static Map<String, Evidence> byTask(DeploymentKey key, List<FilteredLogEvent> events) {
        Map<String, List<SidecarLine>> lines = new TreeMap<>();
        Map<String, Evidence> unread = new HashMap<>();
        for (FilteredLogEvent event : events) {
            String stream = event.logStreamName();
            // awslogs names a stream prefix/container/task: no other task writes into it.
            String task = stream.substring(stream.lastIndexOf('/') + 1);
            try {
                SidecarLine line = SidecarLineParser.parse(event.message(), key);
                if (line.taskId().equals(task)) {
                    lines.computeIfAbsent(task, first -> new ArrayList<>()).add(line);
                }
            } catch (SidecarLineParser.NotUnderstood odd) {
                unread.put(task, new Evidence.Unread("a line of its log was not understood: " + odd.getMessage()));
            }
        }
        Map<String, Evidence> all = new HashMap<>();
        lines.forEach((task, some) -> all.put(task, new Evidence.Lines(some)));
        all.putAll(unread);
        return all;
    }
}
