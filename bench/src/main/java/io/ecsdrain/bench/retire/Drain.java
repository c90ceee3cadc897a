package io.ecsdrain.bench.retire;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ShutdownReadyMetric;
import io.ecsdrain.fixture.LocalCluster;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.TimeLimit;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.localaws.cloudwatch.CloudWatchSwitches;
import io.ecsdrain.localaws.elbv2.ElbSwitches;
import io.ecsdrain.localaws.elbv2.RouteView;
import io.ecsdrain.localaws.logs.LogsSwitches;
import io.ecsdrain.localaws.wire.WireSwitches;
import io.ecsdrain.reaper.Reaper;
import io.ecsdrain.reaper.ReaperConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One deployment that is retired and deleted, on an AWS that takes its time and throttles. */
final class Drain implements AutoCloseable {

    /**
     * What it took.
     *
     * @param zero from the last session to desired 0
     * @param gone from the last session until the service is deleted
     * @param metrics custom metrics that the sidecars made
     */
    record Taken(Duration zero, Duration gone, int metrics) {}

    static final Duration CALL = Duration.ofMillis(30);
    static final Duration BATCH = Duration.ofSeconds(5);
    static final Duration INGESTION = Duration.ofSeconds(2);
    static final Duration METRIC_LAG = Duration.ofSeconds(90);
    static final Duration PROPAGATION = Duration.ofSeconds(10);
    static final Duration SCHEDULE = Duration.ofMinutes(1);

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey NEW = new DeploymentKey("app", "v2");
    private static final String REAPER = "AKREAPER";
    private static final String LINES = "arn:aws:lambda:eu-west-1:123456789012:function:lines";
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** So long all sidecars live before the deployment drains. */
    private static final Duration BEFORE = Duration.ofMinutes(1);

    /** From the beginning of the drain to its last session. */
    private static final Duration SESSIONS = Duration.ofMinutes(4);

    private static final Duration LATE_CLIENT_STAYS = Duration.ofSeconds(40);
    private static final Duration LONGEST = Duration.ofHours(2);

    private final Way way;
    private final LocalCluster cluster = new LocalCluster();
    private final Timeline timeline = new Timeline(cluster.aws);
    private final AwsClients clients = AwsClients.forTest(
            cluster.aws.endpoint(),
            REAPER,
            () -> Duration.between(Instant.EPOCH, timeline.now()).toNanos(),
            timeline::await);
    private final Function<Reaper> scheduled;
    private final Function<Reaper> woken;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Fleet old;
    private final Fleet live;
    private final Random random;
    private Instant lastSession;
    private Instant zeroAt;
    private Instant goneAt;
    private boolean lateCame;
    private long running;

    private Drain(Way way, long seed) {
        this.way = way;
        random = new Random(seed);
        old = new Fleet(timeline, cluster.aws, OLD, way, random);
        live = new Fleet(timeline, cluster.aws, NEW, way, random);
        scheduled = new Function<>(timeline, reaper());
        woken = new Function<>(timeline, reaper());
        cluster.aws
                .switches()
                .set(LogsSwitches.DRIVER_BATCH, BATCH)
                .set(LogsSwitches.INGESTION_DELAY, INGESTION)
                .set(CloudWatchSwitches.METRIC_LAG, METRIC_LAG)
                .set(ElbSwitches.RULE_PROPAGATION, PROPAGATION);
    }

    /** One whose calls take their time. */
    private Reaper reaper() {
        Map<String, String> variables = new HashMap<>(way.evidence().variables);
        variables.put("CLUSTER", LocalCluster.NAME);
        // Asked before each call.
        AwsClients slow = new TimeLimit(() -> {
                    timeline.await(CALL);
                    return false;
                })
                .on(clients);
        return new Reaper(
                slow, ReaperConfig.parse(variables), timeline::now, ConvergeSettings.DEFAULT.waiting(timeline::await));
    }

    /**
     * Plays one.
     *
     * @param first so long after the last session the schedule starts its first run
     * @param seed of all that is chance
     */
    static Taken play(Way way, Duration first, long seed) {
        try (Drain drain = new Drain(way, seed)) {
            return drain.play(first);
        }
    }

    private Taken play(Duration first) {
        cluster.deploy(OLD, "active", way.tasks());
        cluster.deploy(NEW, "active", 2);
        cluster.defaultAction(NEW);
        clients.logs().createLogGroup(create -> create.logGroupName(Fleet.group(OLD)));
        if (way.subscription()) {
            subscribe();
        }
        cluster.aws.switches().set(WireSwitches.RATE_LIMITS, true);
        Instant drains = timeline.now().plus(BEFORE);
        lastSession = drains.plus(SESSIONS);
        live();
        timeline.at(drains, () -> cluster.parameter(OLD, "draining"));
        Instant run = lastSession.plus(first);
        while (run.isAfter(drains)) {
            run = run.minus(SCHEDULE);
        }
        timeline.at(run.plus(SCHEDULE), this::tick);
        watch();
        timeline.play(() -> goneAt != null, lastSession.plus(LONGEST));
        return new Taken(Duration.between(lastSession, zeroAt), Duration.between(lastSession, goneAt), metrics());
    }

    /** Of one task of the old deployment the session ends last; those of the others end over the whole drain. */
    private void live() {
        for (String task : cluster.tasks(OLD)) {
            long earlier = running++ == 0 ? 0 : random.nextInt((int) SESSIONS.toMillis());
            old.add(task, lastSession.minusMillis(earlier));
        }
        for (int number = 0; number < way.live(); number++) {
            live.add("live" + number, lastSession.plus(LONGEST));
        }
    }

    private void tick() {
        timeline.after(SCHEDULE, this::tick);
        scheduled.invoke(Reaper::run);
    }

    /** As infra makes it. */
    private void subscribe() {
        cluster.aws.logs().function(LINES, lines::add);
        clients.logs().putSubscriptionFilter(put -> put.logGroupName(Fleet.group(OLD))
                .filterName("turns")
                .filterPattern("{ $.turn IS TRUE && $.phase = \"draining\" }")
                .destinationArn(LINES));
    }

    /** Each second: what happens beside the schedule, and what has come of it. */
    private void watch() {
        timeline.after(SECOND, this::watch);
        cluster.aws.logs().awaitDelivery();
        while (lines.poll() != null) {
            woken.invoke((reaper, time) -> reaper.runAfterLine(OLD, time));
        }
        if (way.late() && !lateCame && someNodeStillLeads()) {
            lateCame = true;
            lastSession = timeline.now().plus(LATE_CLIENT_STAYS);
            old.comes(LATE_CLIENT_STAYS);
        }
        long left = cluster.aws.ecs().tasks().stream()
                .filter(task -> task.serviceName().equals(OLD.serviceName()))
                .filter(task -> !task.lastStatus().equals("STOPPED"))
                .count();
        if (left < running) {
            // As EventBridge tells, for each of them.
            scheduled.invoke((reaper, time) -> reaper.runAfterTask(OLD.serviceName(), time));
        }
        running = left;
        if (zeroAt == null) {
            zeroAt = zeroAt();
        }
        if (goneAt == null && isGone()) {
            goneAt = timeline.now();
        }
    }

    /** After the parking, before all of the load balancer knows of it. */
    private boolean someNodeStillLeads() {
        List<List<RouteView>> known = cluster.aws.elb().routesOfNodes();
        String group = cluster.group(OLD);
        return known.size() > 1
                && known.get(0).stream()
                        .filter(rule -> rule.groups().containsKey(group))
                        .allMatch(rule -> rule.values().contains("192.0.2.1/32"));
    }

    private Instant zeroAt() {
        boolean zero = cluster.aws.ecs().services().stream()
                .anyMatch(service -> service.name().equals(OLD.serviceName()) && service.desired() == 0);
        if (!zero) {
            return null;
        }
        old.end();
        live.end();
        return timeline.now();
    }

    private boolean isGone() {
        return cluster.aws.ecs().services().stream()
                .noneMatch(service -> service.name().equals(OLD.serviceName())
                        && service.status().equals("ACTIVE"));
    }

    private int metrics() {
        return (int) cluster
                .team
                .cloudWatch()
                .listMetricsPaginator(list -> list.namespace(ShutdownReadyMetric.NAMESPACE))
                .metrics()
                .stream()
                .count();
    }

    @Override
    public void close() {
        clients.close();
        cluster.close();
    }
}
