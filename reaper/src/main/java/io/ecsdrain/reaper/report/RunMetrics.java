package io.ecsdrain.reaper.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.contract.ShutdownReadyMetric;
import io.ecsdrain.lifecycle.plan.action.Action;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.report.RunReport.DeploymentReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * A run as metrics in the embedded metric format: one JSON object for each deployment name, which CloudWatch Logs turns
 * into metrics of the namespace {@code App/Drain} with the one dimension {@code deployment_name}. docs/operations.md
 * says what each means. A run that observed nothing has no name to report under; the function's own error metric counts
 * it.
 */
public final class RunMetrics {

    /** The reaper's whole dimension set. */
    public static final String DIMENSION = "deployment_name";

    private static final ObjectMapper JSON = new ObjectMapper();
    /** AWS takes no more values of one metric in one line. */
    private static final int MAX_VALUES = 100;

    private static final Set<Reason> KEPT_ON_PURPOSE = Set.of(Reason.KEEP_PREVIOUS, Reason.RETIRE_ONLY);

    private RunMetrics() {}

    /** One line for each deployment name that the report speaks of, in the order of the names. */
    public static List<String> lines(RunReport report) {
        Map<String, List<DeploymentReport>> byName = new TreeMap<>();
        Set<String> unsettled = new TreeSet<>();
        report.decisions().forEach(each -> byName.computeIfAbsent(each.key().name(), name -> new ArrayList<>())
                .add(each));
        report.converged().forEach((name, converge) -> {
            if (converge.failed()) {
                unsettled.add(name);
                byName.putIfAbsent(name, List.of());
            }
        });
        List<String> lines = new ArrayList<>();
        byName.forEach((name, decisions) ->
                lines.add(line(report, name, values(report, decisions, unsettled.contains(name)))));
        return lines;
    }

    private static Map<String, Object> values(RunReport report, List<DeploymentReport> decisions, boolean unsettled) {
        List<DeploymentReport> retired = decisions.stream()
                .filter(each -> did(each, Action.ScaleToZero.class))
                .toList();
        Map<String, Object> values = new LinkedHashMap<>();
        // After an event only one service was looked at: nothing is known of how many there are.
        if (report.run().only().isEmpty()) {
            values.put(
                    "Draining",
                    decisions.stream()
                            .filter(each -> each.drainingSince().isPresent())
                            .count());
            values.put(
                    "BlockedTasks",
                    decisions.stream()
                            .mapToLong(each -> each.decision().blockers().size())
                            .sum());
            values.put("OldestDrainSeconds", oldest(report, decisions));
        }
        values.put("Retired", (long) retired.size());
        values.put(
                "Forced",
                retired.stream().filter(each -> each.reason() == Reason.MAX_AGE).count());
        values.put("Cleaned", decisions.stream().filter(RunMetrics::cleaned).count());
        values.put("Failed", failures(decisions) + (unsettled ? 1 : 0));
        List<Long> seconds = seconds(report, retired).boxed().limit(MAX_VALUES).toList();
        if (!seconds.isEmpty()) {
            values.put("DrainSeconds", seconds.size() == 1 ? seconds.get(0) : seconds);
        }
        return values;
    }

    /** For how long those of them that drain have done so. */
    private static LongStream seconds(RunReport report, List<DeploymentReport> decisions) {
        return decisions.stream().flatMap(each -> each.drainingSince().stream()).mapToLong(since -> Duration.between(
                        since, report.run().startedAt())
                .toSeconds());
    }

    /** An alarm watches it, and is not to ring for what the configuration keeps. */
    private static long oldest(RunReport report, List<DeploymentReport> decisions) {
        List<DeploymentReport> meantToEnd = decisions.stream()
                .filter(each -> !KEPT_ON_PURPOSE.contains(each.reason()))
                .toList();
        return seconds(report, meantToEnd).max().orElse(0);
    }

    private static boolean did(DeploymentReport report, Class<? extends Action> action) {
        return report.steps().stream()
                .anyMatch(step -> action.isInstance(step.action()) && step.outcome() instanceof Outcome.Done);
    }

    /** The service is deleted, or, where there was none any more, all that was left of it. */
    private static boolean cleaned(DeploymentReport report) {
        boolean leftover = report.reason() == Reason.LEFTOVER
                && !report.steps().isEmpty()
                && report.steps().stream().allMatch(step -> step.outcome().isSuccess());
        return did(report, Action.DeleteService.class) || leftover;
    }

    private static long failures(List<DeploymentReport> decisions) {
        return decisions.stream()
                .flatMap(each -> each.steps().stream())
                .filter(step -> step.outcome().isFailure())
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
        aws.put("Timestamp", report.run().startedAt().toEpochMilli());
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
