package io.ecsdrain.deployer.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecsdrain.contract.Printable;
import io.ecsdrain.deployer.plan.reap.Explanation;
import io.ecsdrain.lifecycle.plan.action.ActionPhrases;
import io.ecsdrain.reaper.plan.Outlook;
import io.ecsdrain.reaper.plan.Outlook.TaskOutlook;
import io.ecsdrain.reaper.plan.decision.Blocker;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Explanations for people and for programs. */
public final class Explained {

    private Explained() {}

    public static String text(List<Explanation> explanations) {
        List<String> lines = new ArrayList<>();
        for (Explanation each : explanations) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(lines(each));
        }
        return String.join(System.lineSeparator(), Printable.lines(lines));
    }

    private static List<String> lines(Explanation each) {
        Outlook outlook = each.outlook();
        List<String> lines = new ArrayList<>();
        lines.add(
                outlook.decision().key().name() + " " + outlook.decision().key().id()
                        + outlook.drainingSince()
                                .map(since -> ", draining since " + ago(since, each.now()))
                                .orElse(""));
        line(
                lines,
                "why",
                outlook.decision().reason().word() + ": " + outlook.decision().detail());
        line(lines, "", outlook.decision().reason().meaning());
        outlook.parkedSince().ifPresent(since -> line(lines, "parked", "since " + ago(since, each.now())));
        String label = "tasks";
        for (TaskOutlook task : outlook.tasks()) {
            line(lines, label, task.taskId() + " " + task(task, each.now()));
            label = "";
        }
        List<String> actions =
                outlook.decision().actions().stream().map(ActionPhrases::of).toList();
        line(lines, "next run", actions.isEmpty() ? "changes nothing of it" : String.join(", ", actions));
        if (outlook.drainingSince().isPresent()) {
            line(lines, "earliest", ahead(each.earliestAt(), each.now(), each.earliest()));
            line(lines, "latest", ahead(outlook.latest(), each.now(), each.latest()));
        }
        line(lines, "to do", outlook.decision().reason().toDo());
        return lines;
    }

    private static void line(List<String> lines, String label, String text) {
        if (!text.isEmpty()) {
            lines.add("  " + label + " ".repeat(10 - label.length()) + text);
        }
    }

    private static String task(TaskOutlook task, Instant now) {
        return task.blocks()
                .map(blocker -> blocker.why()
                        + blocker.since()
                                .map(since -> ", since " + ago(since, now))
                                .orElse(""))
                .orElse("is ready");
    }

    private static String ago(Instant since, Instant now) {
        return seconds(since) + " (" + Text.age(Duration.between(since, now)) + ")";
    }

    private static String ahead(Optional<Instant> at, Instant now, String phrase) {
        return at.filter(now::isBefore)
                .map(then -> seconds(then) + " (in " + Text.age(Duration.between(now, then)) + "), " + phrase)
                .orElse(phrase);
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public static String json(List<Explanation> explanations, List<String> remarks) {
        ObjectNode json = Json.versioned();
        ArrayNode deployments = json.putArray("deployments");
        explanations.forEach(each -> put(deployments.addObject(), each));
        ArrayNode notes = json.putArray("remarks");
        remarks.forEach(notes::add);
        return Json.pretty(json);
    }

    private static void put(ObjectNode json, Explanation each) {
        Outlook outlook = each.outlook();
        json.put("deployment_name", outlook.decision().key().name());
        json.put("deployment_id", outlook.decision().key().id());
        json.put("reason", outlook.decision().reason().word());
        json.put("detail", outlook.decision().detail());
        json.put("meaning", outlook.decision().reason().meaning());
        json.put("to_do", outlook.decision().reason().toDo());
        json.put("draining_since", text(outlook.drainingSince()));
        json.put("parked_since", text(outlook.parkedSince()));
        ArrayNode tasks = json.putArray("tasks");
        outlook.tasks().forEach(task -> {
            ObjectNode node = tasks.addObject();
            node.put("task_id", task.taskId());
            node.put("ready", task.blocks().isEmpty());
            node.put("blocks", task.blocks().map(Blocker::why).orElse(null));
            node.put("since", text(task.blocks().flatMap(Blocker::since)));
        });
        ArrayNode actions = json.putArray("next_run");
        outlook.decision().actions().forEach(action -> actions.add(action.word()));
        json.put("earliest_retirement", text(each.earliestAt()));
        json.put("earliest_because", each.earliest());
        json.put("latest_retirement", text(outlook.latest()));
    }

    private static String text(Optional<Instant> instant) {
        return instant.map(Instant::toString).orElse(null);
    }
}
