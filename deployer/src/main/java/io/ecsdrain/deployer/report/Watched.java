package io.ecsdrain.deployer.report;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Printable;
import io.ecsdrain.deployer.plan.look.StatusRow;
import io.ecsdrain.deployer.plan.reap.Explanation;
import io.ecsdrain.deployer.plan.verb.Elapsed;
import io.ecsdrain.deployer.plan.watch.Sight;
import io.ecsdrain.deployer.plan.watch.Watch;
import io.ecsdrain.lifecycle.plan.action.ActionPhrases;
import io.ecsdrain.reaper.plan.Outlook;
import io.ecsdrain.reaper.plan.Outlook.TaskOutlook;
import io.ecsdrain.reaper.plan.decision.Blocker;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code watch} shows: a screen that is drawn anew, or, where nothing can be drawn, lines of what is new. */
public final class Watched {

    private Watched() {}

    /**
     * All that is known, as lines.
     *
     * @param heading what is watched, and how
     * @param nothing what stands in the place of a table without rows
     */
    public static List<String> screen(Watch watch, Instant now, String heading, String nothing) {
        List<String> lines = new ArrayList<>();
        lines.add(second(now) + "  " + heading);
        watch.failure().ifPresent(failure -> lines.add(unread(failure, Duration.between(failure.since(), now))));
        watch.last().ifPresent(sight -> {
            lines.add("");
            lines.addAll((sight.rows().isEmpty() ? nothing : Text.status(sight.rows()))
                    .lines()
                    .toList());
            if (!sight.explanations().isEmpty()) {
                lines.add("");
                lines.addAll(Explained.text(sight.explanations()).lines().toList());
            }
            sight.remarks().forEach(remark -> lines.add("note: " + remark));
        });
        return Printable.lines(lines);
    }

    /**
     * What {@code now} knows and {@code before} did not, a line for each deployment; without what only time changes.
     *
     * @param nothing what is said of a first sight without deployments
     */
    public static List<String> news(Watch before, Watch now, Instant at, String nothing) {
        List<String> news = new ArrayList<>();
        if (now.failure().isPresent() && before.failure().isEmpty()) {
            news.add(unread(now.failure().get(), Duration.ZERO));
        }
        if (now.failure().isEmpty() && before.failure().isPresent()) {
            news.add("can be read again");
        }
        Map<DeploymentKey, String> known = before.last().map(Watched::facts).orElse(Map.of());
        Map<DeploymentKey, String> seen = now.last().map(Watched::facts).orElse(Map.of());
        seen.forEach((key, fact) -> {
            if (!fact.equals(known.get(key))) {
                news.add(key + " " + fact);
            }
        });
        known.keySet().stream().filter(key -> !seen.containsKey(key)).forEach(key -> news.add(key + " is gone"));
        List<String> noted = before.last().map(Sight::remarks).orElse(List.of());
        now.last().map(Sight::remarks).orElse(List.of()).stream()
                .filter(remark -> !noted.contains(remark))
                .forEach(remark -> news.add("note: " + remark));
        if (before.last().isEmpty() && now.last().isPresent() && seen.isEmpty()) {
            news.add(nothing);
        }
        return news.stream().map(line -> second(at) + " " + line).toList();
    }

    private static String unread(Watch.Failure failure, Duration time) {
        return "could not be read since " + second(failure.since())
                + (time.isZero() ? "" : " (" + Elapsed.of(time) + ")") + ": " + failure.why();
    }

    private static Map<DeploymentKey, String> facts(Sight sight) {
        Map<DeploymentKey, StatusRow> rows =
                sight.rows().stream().collect(Collectors.toMap(StatusRow::key, row -> row, (one, other) -> one));
        Map<DeploymentKey, String> facts = new LinkedHashMap<>();
        sight.explanations()
                .forEach(each -> facts.put(each.key(), fact(each, Optional.ofNullable(rows.get(each.key())))));
        return facts;
    }

    private static String fact(Explanation explanation, Optional<StatusRow> row) {
        Outlook outlook = explanation.outlook();
        List<String> parts = new ArrayList<>();
        row.ifPresent(known -> parts.add((known.live() ? "live, " : "") + known.state() + ", tasks " + Text.tasks(known)
                + ", routes " + known.routes()));
        parts.add(outlook.decision().reason().word());
        parts.addAll(blocked(outlook.tasks()));
        List<String> actions =
                outlook.decision().actions().stream().map(ActionPhrases::of).toList();
        if (!actions.isEmpty()) {
            parts.add("next run " + String.join(", ", actions));
        }
        explanation.earliestAt().ifPresent(at -> parts.add("earliest " + second(at)));
        outlook.latest().ifPresent(at -> parts.add("latest " + second(at)));
        return String.join("; ", parts);
    }

    /** Of many tasks that the same holds up it says how many they are. */
    private static List<String> blocked(List<TaskOutlook> tasks) {
        Map<String, List<Blocker>> alike = tasks.stream()
                .flatMap(task -> task.blocks().stream())
                .collect(Collectors.groupingBy(Blocker::kind, LinkedHashMap::new, Collectors.toList()));
        return alike.values().stream()
                .map(those -> those.size() == 1
                        ? "task " + those.get(0).taskId() + " " + those.get(0).why()
                        : those.size() + " of " + tasks.size() + " tasks: " + Blocker.whyAll(those))
                .toList();
    }

    private static String second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
