package io.ecsdrain.inventory.observe;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.SidecarLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    private final CloudWatchLogsClient logs;

    public LineReader(CloudWatchLogsClient logs) {
        this.logs = logs;
    }

    /**
     * By task, the lines of the last {@link #LOOK_BACK} that speak of it and stand in a log stream of its own. A line
     * that is not understood makes those of its task unread. A task without a line is missing.
     *
     * @param group the sidecars' log group
     * @param now from which to look back
     * @return unknown if the events could not be read to the end
     */
    public Observed<Map<String, Evidence>> of(DeploymentKey key, String group, Instant now) {
        // Before the query: a name is never more than letters, digits and hyphens, so it needs no escape.
        String pattern = "{ $.deployment_name = \"" + key.name() + "\" && $.deployment_id = \"" + key.id()
                + "\" && $.boot = \"*\" }";
        return Reading.observed(() -> byTask(
                key,
                Paging.all(
                                "FilterLogEvents",
                                token -> logs.filterLogEvents(filter -> filter.logGroupName(group)
                                        .filterPattern(pattern)
                                        .startTime(now.minus(LOOK_BACK).toEpochMilli())
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
