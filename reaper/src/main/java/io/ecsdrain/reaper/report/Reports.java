package io.ecsdrain.reaper.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.contract.Printable;
import io.ecsdrain.reaper.report.RunReport.ActionLine;
import io.ecsdrain.reaper.report.RunReport.BlockerLine;
import io.ecsdrain.reaper.report.RunReport.ConvergeLine;
import io.ecsdrain.reaper.report.RunReport.DecisionLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A run as text, one line a decision, and as JSON. */
public final class Reports {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            // JSON leaves direction marks and C1 controls as they are, and a terminal obeys them.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    /** So many tasks are named one by one. */
    private static final int FEW = 3;

    private Reports() {}

    public static String json(RunReport report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static List<String> text(RunReport report) {
        List<String> lines = new ArrayList<>();
        report.problems().forEach(problem -> lines.add("problem: " + problem));
        report.remarks().forEach(remark -> lines.add("remark: " + remark));
        for (DecisionLine decision : report.decisions()) {
            lines.add(line(decision));
            blockers(decision.blockers()).forEach(line -> lines.add("    " + line));
            decision.actions()
                    .forEach(action ->
                            lines.add("    " + (report.dryRun() ? "would " + action.phrase() : line(action))));
        }
        report.converged().forEach(converge -> lines.add(line(converge)));
        report.left().forEach(left -> lines.add("left for the next run: " + left));
        lines.add("summary: " + summary(report));
        return Printable.lines(lines);
    }

    /** One decision without its blockers and actions. */
    public static String line(DecisionLine decision) {
        return decision.deploymentName() + "/" + decision.deploymentId() + " " + decision.reason() + ": "
                + decision.detail();
    }

    public static String line(ActionLine action) {
        return action.phrase() + ": " + action.outcome() + (action.note().isEmpty() ? "" : " (" + action.note() + ")");
    }

    /** Many tasks of which the same is to be said are one line, with the longest since. */
    private static List<String> blockers(List<BlockerLine> blockers) {
        Map<String, List<BlockerLine>> alike = blockers.stream()
                .collect(Collectors.groupingBy(BlockerLine::why, LinkedHashMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        alike.forEach((why, those) -> {
            if (those.size() <= FEW) {
                those.forEach(blocker -> lines.add(line(blocker)));
            } else {
                lines.add(those.size() + " tasks: " + why
                        + those.stream()
                                .map(BlockerLine::since)
                                .filter(Objects::nonNull)
                                .min(Comparator.naturalOrder())
                                .map(since -> ", the longest since " + since)
                                .orElse(""));
            }
        });
        return lines;
    }

    private static String line(BlockerLine blocker) {
        return "task " + blocker.taskId() + ": " + blocker.why()
                + (blocker.since() == null ? "" : ", since " + blocker.since());
    }

    private static String line(ConvergeLine converge) {
        String live = converge.liveId() == null ? "nobody" : converge.liveId();
        return "converge " + converge.deploymentName() + ": live is " + live
                + (converge.writes().isEmpty() ? "" : "; wrote " + String.join(", ", converge.writes()))
                + (converge.problems().isEmpty() ? "" : "; " + String.join("; ", converge.problems()));
    }

    private static String summary(RunReport report) {
        if (report.summary().isEmpty()) {
            return report.problems().isEmpty()
                    ? "no deployments in " + report.cluster()
                    : "nothing was observed in " + report.cluster() + ", so nothing was decided or done";
        }
        List<String> counts = new ArrayList<>();
        new TreeMap<>(report.summary()).forEach((reason, count) -> counts.add(count + " " + reason));
        return String.join(", ", counts) + (report.dryRun() ? " (dry run: nothing was done)" : "");
    }
}
