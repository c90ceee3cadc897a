package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.links.MetricSink;
import io.ecsdrain.localaws.links.TargetRegistry;
import io.ecsdrain.localaws.links.Tickable;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.wire.Operations;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Elastic Load Balancing: the API, and load balancers that really listen.
 *
 * <p>Every listener stands on 127.0.0.1, at its own port if that is free and not privileged, else at any free one;
 * {@link #listenerAddress} tells which. Targets that are not on loopback, and those of inert tasks, are never dialled:
 * the load balancer answers in their stead with 200 and the header {@code X-Local-Aws-Target: <ip>:<port>}.
 */
public final class Elb implements Tickable, TargetRegistry, AutoCloseable {

    private final ElbState state;
    private final Attachments attachments;
    private final Publisher publisher;
    private final HealthChecks healthChecks;
    private final TrafficMetrics trafficMetrics;
    private final Nodes nodes;

    /**
     * @param metrics learns once a minute what listeners were asked and answered
     * @param listens false: no listener opens a socket, and no client is ever served
     */
    public Elb(World world, MetricSink metrics, boolean listens) {
        state = new ElbState(world);
        attachments = new Attachments(state);
        publisher = new Publisher(state, listens);
        nodes = new Nodes(state);
        healthChecks = new HealthChecks(state, attachments);
        trafficMetrics = new TrafficMetrics(publisher.traffic(), metrics, world.now());
    }

    public Operations operations() {
        Operations operations = new Operations("elasticloadbalancing", Operations.Casing.UPPER_CAMEL)
                .authorizedBy(new ElbAuthorizer(state));
        ListenerOperations listeners = new ListenerOperations(state, attachments, publisher);
        new LoadBalancerOperations(state, listeners).declare(operations);
        listeners.declare(operations);
        new RuleOperations(state, attachments, publisher).declare(operations);
        new TargetGroupOperations(state, attachments).declare(operations);
        new TargetGroupAttributes(state).declare(operations);
        new TargetOperations(state, attachments).declare(operations);
        new TagOperations(state).declare(operations);
        new AccountLimitOperations(state).declare(operations);
        return operations;
    }

    /** Where a listener really listens; empty if there is no such listener. Needs no lock. */
    public Optional<URI> listenerAddress(String listenerArn) {
        return publisher.address(listenerArn);
    }

    /** Decides on the health of an inert target, in every group that has it, from the next tick on. */
    public void inertHealth(String ip, int port, boolean healthy) {
        Target.Key key = new Target.Key(ip, port);
        state.world().locked(() -> state.targetGroups.values().forEach(group -> group.target(key)
                .ifPresent(t -> t.inertHealthy(healthy))));
    }

    /**
     * Inert targets that are registered from now on fail their health checks for so long, as an app does that starts
     * slowly: checks come at the group's interval and count by its thresholds. Zero, the default: their health is
     * decided at once.
     */
    public void inertSlowStart(Duration duration) {
        inertSlowStart(duration, 100);
    }

    /**
     * The same for a part of each group's targets, as where one task is sick or an Availability Zone is slow; what
     * takes the place of a slow one is slow as well.
     *
     * @param percent of the targets that a group has at the time, rounded down, 0 to 100; the others are healthy at
     *     once
     */
    public void inertSlowStart(Duration duration, int percent) {
        state.world().locked(() -> {
            state.inertSlowStart = duration;
            state.inertSlowPercent = percent;
        });
    }

    /** Requests and websockets that a target is busy with now, over all groups. */
    public int inFlight(String ip, int port) {
        Target.Key key = new Target.Key(ip, port);
        return state.world().locked(() -> state.targetGroups.values().stream()
                .flatMap(group -> group.target(key).stream())
                .mapToInt(target -> target.backend().inFlight())
                .sum());
    }

    /** All rules of all listeners, default rules among them. */
    public List<RouteView> routes() {
        return state.world().locked(() -> Views.routes(state));
    }

    /**
     * All rules by which some node of a load balancer may lead clients now, the newest first: more than one list for as
     * long as {@link ElbSwitches#RULE_PROPAGATION} says after a change.
     */
    public List<List<RouteView>> routesOfNodes() {
        return state.world().locked(nodes::routes);
    }

    public List<GroupView> groups() {
        return state.world().locked(() -> state.targetGroups.entrySet().stream()
                .map(each -> Views.of(state, each.getValue(), attached(each.getKey())))
                .toList());
    }

    @Override
    public void tick(Instant now) {
        publisher.tick(now);
        nodes.tick(now);
        healthChecks.tick(now);
        trafficMetrics.tick(now);
    }

    @Override
    public boolean exists(String targetGroupArn) {
        return state.targetGroups.containsKey(targetGroupArn);
    }

    @Override
    public boolean attached(String targetGroupArn) {
        return attachments.attached(targetGroupArn);
    }

    /** A group that is not there is ignored. */
    @Override
    public void register(String targetGroupArn, String ip, int port, boolean inert) {
        if (exists(targetGroupArn)) {
            state.targetGroup(targetGroupArn).register(new Target.Key(ip, port), inert);
        }
    }

    @Override
    public void deregister(String targetGroupArn, String ip, int port) {
        if (exists(targetGroupArn)) {
            state.targetGroup(targetGroupArn)
                    .deregister(new Target.Key(ip, port), state.world().now(), attached(targetGroupArn));
        }
    }

    @Override
    public String state(String targetGroupArn, String ip, int port) {
        return Optional.ofNullable(state.targetGroups.get(targetGroupArn))
                .flatMap(group -> group.target(new Target.Key(ip, port)))
                .map(target -> target.word(attached(targetGroupArn)))
                .orElse("unused");
    }

    @Override
    public String description(String targetGroupArn, String ip, int port) {
        return Optional.ofNullable(state.targetGroups.get(targetGroupArn))
                .flatMap(group -> group.target(new Target.Key(ip, port)))
                .map(target -> target.health(attached(targetGroupArn)).description())
                .orElse("");
    }

    /** Ends all listeners and what goes through them. */
    @Override
    public void close() {
        publisher.close();
    }
}
