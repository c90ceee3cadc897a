package io.ecsdrain.inventory;

import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Inquiry;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.observe.AtOnce;
import io.ecsdrain.inventory.observe.ClusterTaskReader;
import io.ecsdrain.inventory.observe.EvidenceReader;
import io.ecsdrain.inventory.observe.EvidenceReader.Subject;
import io.ecsdrain.inventory.observe.ParameterReader;
import io.ecsdrain.inventory.observe.RoutingReader;
import io.ecsdrain.inventory.observe.ScalingReader;
import io.ecsdrain.inventory.observe.ServiceReader;
import io.ecsdrain.inventory.observe.Window;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;

/**
 * Observes one cluster. The order of the reads is the order of the arrows between the things: services, routes, parameters of
 * the names that those speak of, and then the details of the deployments that deserve them. What does not depend on each other
 * is read at once, as far as the clients allow.
 */
public final class Inventory {

    private final TimeLimit limit;
    private final AtOnce atOnce;
    private final ServiceReader services;
    private final ClusterTaskReader tasks;
    private final ParameterReader parameters;
    private final RoutingReader routing;
    private final ScalingReader scaling;
    private final EvidenceReader evidence;

    public Inventory(AwsClients clients) {
        this(clients, () -> false);
    }

    /** @param timeIsUp asked before each call; from then on nothing more is read, and the snapshot is unknown as a whole */
    public Inventory(AwsClients clients, BooleanSupplier timeIsUp) {
        this.limit = new TimeLimit(timeIsUp);
        AwsClients limited = limit.on(clients);
        this.atOnce = limited.atOnce();
        this.services = new ServiceReader(limited.ecs(), atOnce);
        this.tasks = new ClusterTaskReader(limited.ecs(), atOnce);
        this.parameters = new ParameterReader(limited.ssm(), atOnce);
        this.routing = new RoutingReader(limited.elb(), atOnce);
        this.scaling = new ScalingReader(limited.scaling(), atOnce);
        this.evidence = new EvidenceReader(limited.cloudWatch(), atOnce);
    }

    /** As {@link #observe(Scope, Instant, Inquiry)}, asking about every task. */
    public Observed<ClusterSnapshot> observe(Scope scope, Instant now) {
        return observe(scope, now, Inquiry.EVERY_TASK);
    }

    /**
     * One snapshot. Parts that could not be read are unknown in it; it is unknown as a whole if the services could not all be
     * listed and described, or if the time was up first: half a picture must not be taken for a whole one.
     *
     * @param now when the observation begins
     * @param inquiry whose readiness to ask about
     * @throws NoSuchCluster if the cluster does not exist
     * @throws NoSuchListener if a listener of the scope does not exist
     */
    public Observed<ClusterSnapshot> observe(Scope scope, Instant now, Inquiry inquiry) {
        Observed<ClusterSnapshot> seen = read(scope, now, inquiry);
        return limit.isReached() ? Observed.unknown(TimeLimit.REACHED) : seen;
    }

    private Observed<ClusterSnapshot> read(Scope scope, Instant now, Inquiry inquiry) {
        AtomicReference<Observed<ServiceReader.Listed>> listed = new AtomicReference<>();
        AtomicReference<Observed<List<TargetGroupView>>> groups = new AtomicReference<>();
        atOnce.both(() -> listed.set(list(scope)), () -> groups.set(routing.targetGroups()));
        if (!listed.get().isKnown()) {
            return Observed.unknown(listed.get().unknownBecause().orElseThrow());
        }
        Findings findings = new Findings(scope, listed.get().value().orElseThrow());
        Observed<Routing> routes = routesAndTasks(scope, findings, groups.get());
        findings.scaling(scaling.of(scope.cluster(), findings.scalableServices()));
        return Observed.known(asked(findings, routes, scope.window(now), now, inquiry));
    }

    /**
     * Routes on one side, words and then tasks on the other. Most names are known from the services; those that only routes
     * speak of have no service, and their words are read afterwards.
     */
    private Observed<Routing> routesAndTasks(Scope scope, Findings findings, Observed<List<TargetGroupView>> groups) {
        AtomicReference<Observed<Routing>> routes = new AtomicReference<>();
        Set<String> names = findings.names();
        atOnce.both(() -> routes.set(routes(scope, findings, groups)), () -> {
            findings.parameters(parameters.under(names));
            findings.tasks(tasks.of(scope.cluster(), findings.needingTasks(), findings.runningTasks()));
        });
        findings.routing(routes.get());
        Set<String> more = findings.names();
        more.removeAll(names);
        findings.parameters(parameters.under(more));
        return routes.get();
    }

    private ClusterSnapshot asked(
            Findings findings, Observed<Routing> routes, Window window, Instant now, Inquiry inquiry) {
        while (true) {
            ClusterSnapshot soFar = findings.snapshot(now, routes);
            List<Subject> next = findings.unasked(inquiry.next(soFar));
            if (next.isEmpty()) {
                return soFar;
            }
            findings.evidence(evidence.of(next, window));
        }
    }

    private Observed<ServiceReader.Listed> list(Scope scope) {
        try {
            return services.all(scope.cluster());
        } catch (ClusterNotFoundException missing) {
            throw new NoSuchCluster(scope.cluster());
        }
    }

    private Observed<Routing> routes(Scope scope, Findings findings, Observed<List<TargetGroupView>> groups) {
        try {
            return routing.read(
                    new RoutingReader.Interest(
                            findings.usedTargetGroups(), key -> scope.covers(key.name()), scope.listenerArns()),
                    groups);
        } catch (ListenerNotFoundException missing) {
            throw new NoSuchListener(String.join(", ", scope.listenerArns()));
        }
    }
}
