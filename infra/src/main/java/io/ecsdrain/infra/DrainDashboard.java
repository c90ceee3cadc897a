package io.ecsdrain.infra;

import io.ecsdrain.infra.policy.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.constructs.Construct;

/** One page: what drains and what holds it, what was retired and how, and how the reaper itself is. */
final class DrainDashboard {

    private static final int HALF = 12;

    private DrainDashboard() {}

    static Dashboard create(Construct scope, Reach reach, DrainMetrics metrics, Optional<ReaperAlarms> alarms) {
        List<List<IWidget>> rows = new ArrayList<>();
        alarms.ifPresent(made -> rows.add(List.of(AlarmStatusWidget.Builder.create()
                .title("Alarms")
                .alarms(made.all())
                .width(2 * HALF)
                .height(3)
                .build())));
        rows.add(List.of(
                graph(
                        "Draining deployments, and tasks that hold them",
                        metrics.line("Draining", "Maximum"),
                        metrics.line("BlockedTasks", "Maximum")),
                graph(
                        "Drain time, seconds: of those retired, and of the oldest that drains",
                        metrics.line("DrainSeconds", "Maximum"),
                        metrics.line("OldestDrainSeconds", "Maximum"))));
        rows.add(List.of(
                graph(
                        "Retired, by force, cleaned up",
                        metrics.line("Retired", "Sum"),
                        metrics.line("Forced", "Sum"),
                        metrics.line("Cleaned", "Sum")),
                graph("Failed actions", metrics.line("Failed", "Sum"))));
        rows.add(List.of(
                graph(
                        "Reaper: runs, errors, throttles",
                        metrics.invocations(DrainMetrics.PERIOD),
                        metrics.errors(DrainMetrics.PERIOD),
                        metrics.throttles(DrainMetrics.PERIOD)),
                graph("Reaper: duration of a run, ms", metrics.duration("p50"), metrics.duration("Maximum"))));
        return Dashboard.Builder.create(scope, "Dashboard")
                .dashboardName(name(scope, reach))
                .widgets(rows)
                .build();
    }

    /** Dashboards of all regions lie in one list, and one stack may hold reapers for several names. */
    private static String name(Construct scope, Reach reach) {
        List<String> parts = new ArrayList<>(List.of("EcsDrain", reach.cluster()));
        reach.name().ifPresent(parts::add);
        parts.add(Stack.of(scope).getRegion());
        return String.join("-", parts);
    }

    private static GraphWidget graph(String title, IMetric... lines) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(List.of(lines))
                .width(HALF)
                .build();
    }
}
