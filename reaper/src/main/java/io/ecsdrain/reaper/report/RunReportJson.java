package io.ecsdrain.reaper.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.contract.JsonOutput;
import io.ecsdrain.lifecycle.plan.action.ActionPhrases;
import io.ecsdrain.lifecycle.plan.converge.ConvergeReport;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Executed;
import io.ecsdrain.reaper.report.RunReport.DeploymentReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A run as JSON. The records are its shape, which programs read: their order and names stay. */
public final class RunReportJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            // JSON leaves direction marks and C1 controls as they are, and a terminal obeys them.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private RunReportJson() {}

    public static String of(RunReport report) {
        try {
            return JSON.writeValueAsString(Whole.of(report));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Null where there is none: the key is there all the same. */
    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    private record Whole(
            int schemaVersion,
            String cluster,
            String startedAt,
            boolean dryRun,
            String only,
            List<DecisionLine> decisions,
            List<ConvergeLine> converged,
            List<String> remarks,
            List<String> problems,
            List<String> left,
            Map<String, Long> summary) {

        static Whole of(RunReport report) {
            Map<String, Long> summary = new TreeMap<>();
            report.summary().forEach((reason, count) -> summary.put(reason.word(), count));
            return new Whole(
                    JsonOutput.SCHEMA_VERSION,
                    report.run().cluster(),
                    report.run().startedAt().toString(),
                    report.run().dryRun(),
                    text(report.run().only()),
                    report.decisions().stream().map(DecisionLine::of).toList(),
                    report.converged().entrySet().stream()
                            .map(each -> ConvergeLine.of(each.getKey(), each.getValue()))
                            .toList(),
                    report.remarks(),
                    report.problems(),
                    report.left(),
                    summary);
        }
    }

    private record DecisionLine(
            String deploymentName,
            String deploymentId,
            String reason,
            String detail,
            String drainingSince,
            List<BlockerLine> blockers,
            List<ActionLine> actions) {

        static DecisionLine of(DeploymentReport report) {
            Decision decision = report.decision();
            return new DecisionLine(
                    decision.key().name(),
                    decision.key().id(),
                    decision.reason().word(),
                    decision.detail(),
                    text(report.drainingSince()),
                    decision.blockers().stream().map(BlockerLine::of).toList(),
                    report.steps().stream().map(ActionLine::of).toList());
        }
    }

    private record BlockerLine(String taskId, String since, String why) {

        static BlockerLine of(Blocker blocker) {
            return new BlockerLine(blocker.taskId(), text(blocker.since()), blocker.why());
        }
    }

    /** @param phrase what it does, in the imperative, for people */
    private record ActionLine(String action, String phrase, String outcome, String note) {

        static ActionLine of(Executed.Step step) {
            return new ActionLine(
                    step.action().word(),
                    ActionPhrases.of(step.action()),
                    step.outcome().word(),
                    step.outcome().explanation());
        }
    }

    private record ConvergeLine(
            String deploymentName, String liveId, List<String> writes, List<String> problems, boolean waiting) {

        static ConvergeLine of(String name, ConvergeReport report) {
            return new ConvergeLine(
                    name,
                    text(report.liveId()),
                    report.writes().stream().map(Object::toString).toList(),
                    report.problems(),
                    report.waiting());
        }
    }
}
