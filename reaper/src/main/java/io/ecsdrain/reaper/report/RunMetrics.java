package io.ecsdrain.reaper.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.contract.ShutdownReadyMetric;
import io.ecsdrain.reaper.report.RunReport.ActionLine;
import io.ecsdrain.reaper.report.RunReport.DecisionLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * A run as metrics in the embedded metric format: one JSON object for each deployment name, which CloudWatch Logs turns into
 * metrics of the namespace {@code App/Drain} with the one dimension {@code deployment_name}. docs/operations.md says what each
 * means. A run that observed nothing has no name to report under; the function's own error metric counts it.
 */
public final class RunMetrics {

    /** The reaper's whole dimension set. */
    public static final String DIMENSION = "deployment_name";

    private static final ObjectMapper JSON = new ObjectMapper();
    /** AWS takes no more values of one metric in one line. */
    private static final int MAX_VALUES = 100;

    private static final Set<String> KEPT_ON_PURPOSE = Set.of("keep-previous", "retire-only");
    private static final String SCALE_TO_ZERO = "ScaleToZero";
    private static final String DELETE_SERVICE = "DeleteService";

    private RunMetrics() {}

    /** One line for each deployment name that the report speaks of, in the order of the names. */
    public static List<String> lines(RunReport report) {
        Map<String, List<DecisionLine>> byName = new TreeMap<>();
        Set<String> unsettled = new TreeSet<>();
        report.decisions().forEach(line -> byName.computeIfAbsent(line.deploymentName(), name -> new ArrayList<>())
                .add(line));
        report.converged().stream().filter(RunReport.ConvergeLine::failed).forEach(line -> {
            unsettled.add(line.deploymentName());
            byName.putIfAbsent(line.deploymentName(), List.of());
        });
        List<String> lines = new ArrayList<>();
        byName.forEach((name, decisions) ->
                lines.add(line(report, name, values(report, decisions, unsettled.contains(name)))));
        return lines;
    }

    private static Map<String, Object> values(RunReport report, List<DecisionLine> decisions, boolean unsettled) {
        List<DecisionLine> retired =
                decisions.stream().filter(line -> did(line, SCALE_TO_ZERO)).toList();
        Map<String, Object> values = new LinkedHashMap<>();
        // After an event only one service was looked at: nothing is known of how many there are.
        if (report.only() == null) {
            values.put(
                    "Draining",
                    decisions.stream()
                            .filter(line -> line.drainingSince() != null)
                            .count());
            values.put(
                    "BlockedTasks",
                    decisions.stream().mapToLong(line -> line.blockers().size()).sum());
            values.put("OldestDrainSeconds", oldest(report, decisions));
        }
        values.put("Retired", (long) retired.size());
        values.put(
                "Forced",
                retired.stream().filter(line -> line.reason().equals("max-age")).count());
        values.put("Cleaned", decisions.stream().filter(RunMetrics::cleaned).count());
        values.put("Failed", failures(decisions) + (unsettled ? 1 : 0));
        List<Long> seconds = seconds(report, retired).boxed().limit(MAX_VALUES).toList();
        if (!seconds.isEmpty()) {
            values.put("DrainSeconds", seconds.size() == 1 ? seconds.get(0) : seconds);
        }
        return values;
    }

    /** For how long those of them that drain have done so. */
    private static LongStream seconds(RunReport report, List<DecisionLine> decisions) {
        Instant now = Instant.parse(report.startedAt());
        return decisions.stream().filter(line -> line.drainingSince() != null).mapToLong(line -> Duration.between(
                        Instant.parse(line.drainingSince()), now)
                .toSeconds());
    }

    /** An alarm watches it, which nobody is to be woken by for what the configuration keeps. */
    private static long oldest(RunReport report, List<DecisionLine> decisions) {
        List<DecisionLine> meantToEnd = decisions.stream()
                .filter(line -> !KEPT_ON_PURPOSE.contains(line.reason()))
                .toList();
        return seconds(report, meantToEnd).max().orElse(0);
    }

    private static boolean did(DecisionLine line, String action) {
        return line.actions().stream()
                .anyMatch(each -> each.action().equals(action) && each.outcome().equals("Done"));
    }

    /** The service is deleted, or, where there was none any more, all that was left of it. */
    private static boolean cleaned(DecisionLine line) {
        boolean leftover = line.reason().equals("leftover")
                && !line.actions().isEmpty()
                && line.actions().stream().allMatch(RunMetrics::succeeded);
        return did(line, DELETE_SERVICE) || leftover;
    }

    private static boolean succeeded(ActionLine action) {
        return action.outcome().equals("Done") || action.outcome().equals("AlreadyGone");
    }

    private static long failures(List<DecisionLine> decisions) {
        return decisions.stream()
                .flatMap(line -> line.actions().stream())
                .filter(action -> action.outcome().equals("Failed"))
                .count();
    }

    private static String line(RunReport report, String name, Map<String, Object> values) {
        List<Map<String, String>> metrics =
                values.keySet().stream().map(RunMetrics::metric).toList();
        Map<String, Object> directive = new LinkedHashMap<>();
        directive.put("Namespace", ShutdownReadyMetric.NAMESPACE);
        directive.put("Dimensions", List.of(List.of(DIMENSION)));
        directive.put("Metrics", metrics);
        Map<String, Object> aws = new LinkedHashMap<>();
        aws.put("Timestamp", Instant.parse(report.startedAt()).toEpochMilli());
        aws.put("CloudWatchMetrics", List.of(directive));
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("_aws", aws);
        line.put(DIMENSION, name);
        line.putAll(values);
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> metric(String name) {
        Map<String, String> ordered = new LinkedHashMap<>();
        ordered.put("Name", name);
        ordered.put("Unit", name.endsWith("Seconds") ? "Seconds" : "Count");
        return ordered;
    }
}
