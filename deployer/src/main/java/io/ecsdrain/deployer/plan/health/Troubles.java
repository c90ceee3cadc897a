package io.ecsdrain.deployer.plan.health;

import io.ecsdrain.inventory.model.TargetGroupView.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Why a deployment does not become healthy: what the load balancer says of its targets, what ECS says of the service,
 * and how tasks ended. Remembers what was said, so that each thing is said once.
 */
public final class Troubles {

    /**
     * Events that tell of work going on as it should; the texts are those of the developer guide's service event
     * messages.
     */
    private static final Pattern ROUTINE = Pattern.compile(
            "has reached a steady state|has started \\d+ tasks|registered \\d+ targets"
                    + "|has begun draining connections|has stopped \\d+ running tasks|deployment completed|desired count");

    /** What tells two messages of one kind apart: ids of AWS's things and of its requests. */
    private static final Pattern IDS = Pattern.compile("\\((task|instance|deployment|taskSet) [^)]*\\)|[0-9a-f]{32}"
            + "|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** So many tasks that end in the same way, and the next will too. */
    private static final int ENOUGH = 3;

    /** On their way, and no trouble yet. */
    private static final Set<String> QUIET = Set.of("healthy", "initial", "draining", "unused");

    private static final int LAST = 3;

    private final Instant since;
    private final Set<String> knownTasks = new HashSet<>();
    private final Map<String, Integer> causes = new LinkedHashMap<>();
    private final Map<String, Integer> ownFailures = new LinkedHashMap<>();
    private final Set<String> knownTargets = new HashSet<>();
    private final Set<String> knownEvents = new HashSet<>();
    private List<Event> troubling = List.of();
    private List<Target> sick = List.of();

    /** @param since when the wait began: what happened before is not its trouble */
    public Troubles(Instant since) {
        this.since = since;
    }

    /** One of ECS's messages about a service. */
    public record Event(String id, Instant at, String message) {}

    /** What of it was not said yet, one line each. */
    public List<String> news(Collection<Target> targets, Collection<StoppedTask> stopped, Collection<Event> events) {
        List<String> lines = new ArrayList<>(stops(stopped));
        sick = targets.stream()
                .filter(target -> !QUIET.contains(target.state()))
                .toList();
        Map<String, List<Target>> bySaying =
                sick.stream().collect(Collectors.groupingBy(Troubles::saying, LinkedHashMap::new, Collectors.toList()));
        bySaying.forEach((saying, those) -> {
            List<String> fresh = those.stream()
                    .map(Troubles::named)
                    .filter(name -> knownTargets.add(name + saying))
                    .toList();
            if (!fresh.isEmpty()) {
                lines.add("load balancer: " + some(fresh, "target") + (fresh.size() == 1 ? " is " : " are ") + saying);
            }
        });
        troubling = events.stream()
                .filter(event -> !event.at().isBefore(since))
                .filter(event -> !ROUTINE.matcher(event.message()).find())
                .toList();
        troubling.stream()
                .filter(event -> knownEvents.add(kind(event.message())))
                .forEach(event -> lines.add("ECS: " + event.message()));
        return lines;
    }

    private List<String> stops(Collection<StoppedTask> stopped) {
        Map<String, List<StoppedTask>> fresh = stopped.stream()
                .filter(task -> knownTasks.add(task.taskId()))
                .collect(Collectors.groupingBy(StoppedTask::cause, LinkedHashMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        fresh.forEach((cause, tasks) -> {
            List<String> ids = tasks.stream().map(StoppedTask::taskId).toList();
            int all = causes.merge(cause, ids.size(), Integer::sum);
            int own = (int) tasks.stream().filter(StoppedTask::byItself).count();
            ownFailures.merge(kind(cause), own, Integer::sum);
            if (all > ids.size()) {
                lines.add(ids.size() + " more stopped in the same way, " + all + " by now: " + cause);
                return;
            }
            lines.add(some(ids, "task") + " stopped: " + cause);
            tasks.stream()
                    .flatMap(task -> task.log().stream())
                    .findFirst()
                    .ifPresent(log -> lines.add("its log: group " + log.group() + ", stream " + log.stream()));
        });
        return lines;
    }

    /** That tasks end in the same way again and again by their own doing, as a phrase; empty if that is not so. */
    public Optional<String> hopeless() {
        return ownFailures.values().stream()
                .filter(count -> count >= ENOUGH)
                .findFirst()
                .map(count -> count + " tasks ended in the same way, and the next would too");
    }

    /** What stands in the way now, as one phrase; empty if neither has anything to say. */
    public String summary() {
        List<String> parts = new ArrayList<>();
        sick.stream()
                .collect(Collectors.groupingBy(Troubles::saying, LinkedHashMap::new, Collectors.counting()))
                .forEach((saying, count) ->
                        parts.add("load balancer: " + count + (count == 1 ? " target is " : " targets are ") + saying));
        causes.forEach((cause, count) -> parts.add(count + (count == 1 ? " task" : " tasks") + " stopped: " + cause));
        Set<String> kinds = new HashSet<>();
        // Newest first, as ECS lists them.
        troubling.stream()
                .filter(event -> kinds.add(kind(event.message())))
                .limit(LAST)
                .forEach(event -> parts.add("ECS: " + event.message()));
        return String.join("; ", parts);
    }

    /** Whether a task that stopped did so since the wait began, and not because fewer are wanted. */
    public boolean isTrouble(Instant stoppingAt, String stoppedReason) {
        return !stoppingAt.isBefore(since)
                && (stoppedReason == null || !stoppedReason.startsWith("Scaling activity initiated by"));
    }

    private static String kind(String message) {
        return IDS.matcher(message).replaceAll("");
    }

    private static String named(Target target) {
        return target.id() + ":" + target.port();
    }

    private static String saying(Target target) {
        String words = target.description().orElse("");
        String code = target.reason().orElse("");
        String why = words.isEmpty() ? code : code.isEmpty() ? words : words + " (" + code + ")";
        return target.state() + (why.isEmpty() ? "" : ": " + why);
    }

    private static String some(List<String> names, String unit) {
        if (names.size() == 1) {
            return unit + " " + names.get(0);
        }
        String shown = names.stream().limit(LAST).collect(Collectors.joining(", "));
        return names.size() + " " + unit + "s (" + shown + (names.size() > LAST ? ", ..." : "") + ")";
    }
}
