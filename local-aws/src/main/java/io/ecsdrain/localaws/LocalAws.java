package io.ecsdrain.localaws;

import io.ecsdrain.localaws.ecs.Ecs;
import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.elbv2.Elb;
import io.ecsdrain.localaws.links.MetricSink;
import io.ecsdrain.localaws.links.Switches;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.logs.Logs;
import io.ecsdrain.localaws.metadata.TaskMetadata;
import io.ecsdrain.localaws.scaling.Scaling;
import io.ecsdrain.localaws.wire.AwsServer;
import io.ecsdrain.localaws.wire.CallLog;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.localaws.wire.Dispatcher;
import io.ecsdrain.localaws.wire.FaultPlan;
import io.ecsdrain.localaws.wire.Wire;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * An empty AWS that listens on loopback. Any credentials are accepted; the access key id names the role in the record
 * of calls.
 *
 * <pre>{@code
 * try (LocalAws aws = LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:00Z")).start()) {
 *     SsmClient ssm = SsmClient.builder().endpointOverride(aws.endpoint())...
 *     aws.advance(Duration.ofMinutes(5));
 * }
 * }</pre>
 */
public final class LocalAws implements AutoCloseable {

    private static final URI NOWHERE = URI.create("http://local-aws.invalid");

    private final World world;
    private final SteppedTime stepped;
    private final FaultPlan faults = new FaultPlan();
    private final CallLog calls = new CallLog();
    private final Services services;
    private final Dispatcher dispatcher;
    private final AwsServer server;
    private final Ticker ticker;

    LocalAws(LocalAwsBuilder builder) {
        stepped = builder.start == null ? null : new SteppedTime(builder.start, builder.running);
        InstantSource time = stepped == null ? InstantSource.system() : stepped;
        world = new World("123456789012", "eu-west-1", builder.taskMode, time);
        services = new Services(world, builder, calls);
        dispatcher = new Dispatcher(world, faults, calls, services.operations());
        server = builder.listens() ? new AwsServer(dispatcher, services.routes()) : null;
        world.listensAt(server == null ? NOWHERE : URI.create("http://127.0.0.1:" + server.start(builder.port)));
        ticker = stepped == null || builder.running ? new Ticker(world) : null;
    }

    public static LocalAwsBuilder builder() {
        return new LocalAwsBuilder();
    }

    /**
     * One call without a socket: the same as a request to {@link #endpoint}.
     *
     * @return empty where a connection would have been closed without an answer
     */
    public Optional<Wire.Reply> exchange(Wire.Request request) {
        return dispatcher.answer(request);
    }

    /**
     * One call without socket and protocol, which cost far more than what it does.
     *
     * @return empty where a connection would have been closed without an answer
     */
    public Optional<Wire.Answer> exchange(Wire.Call call, String accessKey) {
        return dispatcher.answer(call, accessKey);
    }

    public URI endpoint() {
        return world.endpoint();
    }

    public String region() {
        return world.region();
    }

    public String account() {
        return world.account();
    }

    public Instant now() {
        return world.now();
    }

    /**
     * Moves the time in steps of at most a second and lets everything catch up at each.
     *
     * @throws IllegalStateException if time is real
     */
    public void advance(Duration by) {
        if (stepped == null) {
            throw new IllegalStateException("time is real here; start with clock(...) to step it");
        }
        stepped.advance(by, world);
    }

    /** All calls so far, oldest first. */
    public List<CallRecord> calls() {
        return calls.calls();
    }

    /** How many connections clients of the API have opened so far; a client that keeps one alive opens one. */
    public long connections() {
        return server == null ? 0 : server.connections();
    }

    public Optional<CallRecord> lastCall() {
        return calls.last();
    }

    /** Where values go that come from elsewhere than a log, at once and without a call. */
    public MetricSink metrics() {
        return services.metrics();
    }

    /**
     * The load balancer side, for what no API call tells: where listeners really listen, what targets are busy with.
     */
    public Elb elb() {
        return services.elb();
    }

    /** The ECS side, for what no API call does: look at all tasks, interrupt one as Spot does. */
    public Ecs ecs() {
        return services.ecs();
    }

    /** The scaling side, for an alarm that fires. */
    public Scaling scaling() {
        return services.scaling();
    }

    /** The task metadata endpoint, for its failures. */
    public TaskMetadata metadata() {
        return services.metadata();
    }

    /**
     * Decides on the health of an inert task's targets.
     *
     * @throws IllegalArgumentException if there is no such task
     */
    public void inertHealth(String taskId, boolean healthy) {
        world.locked(() -> {
            TaskView task = ecs().task(taskId).orElseThrow(() -> new IllegalArgumentException("no task " + taskId));
            task.targets().values().forEach(port -> elb().inertHealth(task.ip(), port, healthy));
        });
    }

    /** What containers wrote, by log group and stream. */
    public Logs logs() {
        return services.logs();
    }

    public FaultPlan faults() {
        return faults;
    }

    public Switches switches() {
        return world.switches();
    }

    @Override
    public void close() {
        if (ticker != null) {
            ticker.close();
        }
        services.close();
        if (server != null) {
            server.close();
        }
    }
}
