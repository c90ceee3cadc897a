package io.ecsdrain.inventory;

import io.ecsdrain.contract.NotThere;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.ParallelReads;
import io.ecsdrain.inventory.aws.TimeLimit;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.ClusterTag;
import io.ecsdrain.inventory.model.Inquiry;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.inventory.observe.ClusterTaskReader;
import io.ecsdrain.inventory.observe.EvidenceReader;
import io.ecsdrain.inventory.observe.EvidenceReader.Subject;
import io.ecsdrain.inventory.observe.LineReader;
import io.ecsdrain.inventory.observe.ParameterReader;
import io.ecsdrain.inventory.observe.RoutingReader;
import io.ecsdrain.inventory.observe.ScalingReader;
import io.ecsdrain.inventory.observe.ServiceReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;

/**
 * Observes one cluster. The order of the reads is the order of the arrows between the things: services; then routes,
 * parameters, tasks and scalable targets of the deployments that those speak of; and last what tasks say of their
 * readiness. What does not depend on each other is read at once, as far as the clients allow.
 */
public final class Inventory {

    private final TimeLimit limit;
    private final ParallelReads atOnce;
    private final ServiceReader services;
    private final ClusterTaskReader tasks;
    private final ParameterReader parameters;
    private final RoutingReader routing;
    private final ScalingReader scaling;
    private final EvidenceReader metric;
    private final LineReader lines;

    public Inventory(AwsClients clients) {
        this(clients, () -> false);
    }

    /**
     * @param timeIsUp asked before each call; from then on nothing more is read, and the snapshot is unknown as a whole
     */
    public Inventory(AwsClients clients, BooleanSupplier timeIsUp) {
        this.limit = new TimeLimit(timeIsUp);
        AwsClients limited = limit.on(clients);
        this.atOnce = limited.atOnce();
        this.services = new ServiceReader(limited.ecs(), atOnce);
        this.tasks = new ClusterTaskReader(limited.ecs(), atOnce);
        this.parameters = new ParameterReader(limited.ssm(), atOnce);
        this.routing = new RoutingReader(limited.elb(), atOnce);
        this.scaling = new ScalingReader(limited.scaling(), atOnce);
        this.metric = new EvidenceReader(limited.cloudWatch(), atOnce);
        this.lines = new LineReader(limited.logs());
    }

    /** As {@link #observe(Scope, Instant, Inquiry)}, asking about every task. */
    public Observed<ClusterSnapshot> observe(Scope scope, Instant now) {
        return observe(scope, now, Inquiry.EVERY_TASK);
    }

    /**
     * One snapshot. Parts that could not be read are unknown in it; it is unknown as a whole if the services could not
     * all be listed and described, or if the time was up first: half a picture must not be taken for a whole one.
     *
     * @param now when the observation begins
     * @param inquiry whose readiness to ask about
     * @throws NotThere if the cluster or a listener of the scope does not exist: a wrong configuration, not a failed
     *     observation
     */
    public Observed<ClusterSnapshot> observe(Scope scope, Instant now, Inquiry inquiry) {
        Observed<ClusterSnapshot> seen = read(scope, now, inquiry);
        return limit.isReached() ? Observed.unknown(TimeLimit.REACHED) : seen;
    }

    private Observed<ClusterSnapshot> read(Scope scope, Instant now, Inquiry inquiry) {
        AtomicReference<Observed<ServiceReader.Listed>> listed = new AtomicReference<>();
        AtomicReference<Observed<List<TargetGroupView>>> groups = new AtomicReference<>();
        atOnce.all(() -> listed.set(list(scope)), () -> groups.set(routing.targetGroups()));
        if (!listed.get().isKnown()) {
            return Observed.unknown(listed.get().unknownBecause().orElseThrow());
        }
        SnapshotBuilder findings =
                new SnapshotBuilder(scope, listed.get().value().orElseThrow());
        AtomicReference<Observed<Routing>> routes = new AtomicReference<>();
        readOn(scope, findings, () -> routes.set(routes(scope, findings, groups.get())));
        findings.routing(routes.get());
        while (findings.leavesOpen()) {
            readOn(scope, findings, () -> {});
        }
        readOwners(scope, findings);
        return Observed.known(
                asked(findings, routes.get(), new EvidenceSource(metric, lines, scope, now), now, inquiry));
    }

    /**
     * Words, tasks and scalable targets of what is known so far. What comes to light by them is for the next round: a
     * name that only routes speak of, the tasks of a deployment that by its parameter alone is draining, the scalable
     * target of a service that is gone.
     */
    private void readOn(Scope scope, SnapshotBuilder findings, Runnable beside) {
        Set<String> names = findings.unreadNames();
        List<ServiceView> busy = findings.unreadTasks();
        List<String> scalable = findings.unreadScaling();
        AtomicReference<Map<String, Observed<NameParameters>>> read = new AtomicReference<>();
        AtomicReference<Map<String, Observed<List<TaskView>>>> running = new AtomicReference<>();
        AtomicReference<Map<String, Lookup<ScalingView>>> scaled = new AtomicReference<>();
        atOnce.all(
                beside,
                () -> read.set(parameters.under(names)),
                () -> running.set(tasks.of(scope.cluster(), busy, findings.runningTasks())),
                () -> scaled.set(scaling.of(scope.cluster(), scalable)));
        findings.parameters(read.get());
        findings.tasks(running.get());
        findings.scaling(scaled.get());
    }

    /**
     * Costs nothing unless something is there whose service is not, and whose tags do not say which cluster's it is.
     */
    private void readOwners(Scope scope, SnapshotBuilder findings) {
        List<String> gone = findings.unownedServices();
        if (gone.isEmpty()) {
            return;
        }
        services.deleted(scope.cluster(), gone).value().ifPresent(findings::deletedServices);
        List<String> unclear = findings.unownedParameters();
        if (!unclear.isEmpty()) {
            findings.parameterTags(parameters.tags(unclear));
        }
    }

    private ClusterSnapshot asked(
            SnapshotBuilder findings, Observed<Routing> routes, EvidenceSource evidence, Instant now, Inquiry inquiry) {
        while (true) {
            ClusterSnapshot soFar = findings.snapshot(now, routes);
            List<Subject> next = findings.unasked(inquiry.next(soFar));
            if (next.isEmpty()) {
                return soFar;
            }
            findings.evidence(evidence.of(next));
        }
    }

    private Observed<ServiceReader.Listed> list(Scope scope) {
        try {
            return services.all(scope.cluster());
        } catch (ClusterNotFoundException missing) {
            throw new NotThere("no such cluster: '" + scope.cluster() + "'");
        }
    }

    private Observed<Routing> routes(Scope scope, SnapshotBuilder findings, Observed<List<TargetGroupView>> groups) {
        try {
            return routing.read(
                    new RoutingReader.Interest(
                            findings.usedTargetGroups(),
                            key -> scope.covers(key.name()),
                            new ClusterTag(scope.cluster()),
                            scope.listenerArns()),
                    groups);
        } catch (ListenerNotFoundException missing) {
            throw new NotThere("no such listener among: " + String.join(", ", scope.listenerArns()));
        }
    }
}
