package io.ecsdrain.bench;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.reaper.plan.Planner;
import io.ecsdrain.reaper.plan.decision.Plan;
import io.ecsdrain.reaper.plan.decision.ReaperPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How the planner's time grows with the cluster: compare the rows of one run with one another. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlannerBenchmark {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant DRAINING_SINCE = NOW.minus(Duration.ofMinutes(10));

    @Param({"1", "10", "100"})
    public int services;

    @Param({"2", "100"})
    public int tasks;

    private ClusterSnapshot snapshot;

    @Setup
    public void observe() {
        snapshot = new ClusterSnapshot(
                NOW,
                "arn:aws:ecs:eu-west-1:123456789012:cluster/c",
                IntStream.range(0, services).mapToObj(this::draining).toList(),
                List.of(),
                Observed.known(new Routing(List.of(), Map.of())),
                Map.of("app", Lookup.missing()),
                List.of());
    }

    @Benchmark
    public Plan plan() {
        return Planner.plan(snapshot, ReaperPolicy.DEFAULT);
    }

    private Deployment draining(int index) {
        DeploymentKey key = new DeploymentKey("app", "d" + index);
        List<TaskView> running = IntStream.range(0, tasks)
                .mapToObj(task -> new TaskView(
                        "arn:aws:ecs:eu-west-1:123456789012:task/c/" + index + "x" + task,
                        index + "x" + task,
                        "RUNNING",
                        "RUNNING",
                        Optional.of(DRAINING_SINCE)))
                .toList();
        return new Deployment(
                key,
                Optional.of(service(key)),
                Lookup.of(new ParameterView(key.stateParameter(), "draining", DRAINING_SINCE, 2)),
                Observed.known(running),
                running.stream().collect(Collectors.toMap(TaskView::taskId, task -> ready())),
                Lookup.missing(),
                List.of());
    }

    private static ServiceView service(DeploymentKey key) {
        return new ServiceView(
                "arn:aws:ecs:eu-west-1:123456789012:service/c/" + key.serviceName(),
                key.serviceName(),
                "ACTIVE",
                NOW.minus(Duration.ofHours(5)),
                2,
                2,
                0,
                Map.of(Tags.DEPLOYMENT_NAME, key.name(), Tags.DEPLOYMENT_ID, key.id(), Tags.STATE, "draining"),
                List.of(),
                "arn:aws:ecs:eu-west-1:123456789012:task-definition/f:1");
    }

    private static Evidence ready() {
        return new Evidence.Points(IntStream.rangeClosed(1, 6)
                .mapToObj(minute -> new Evidence.Point(NOW.minus(Duration.ofMinutes(minute)), 1.0))
                .toList());
    }
}
