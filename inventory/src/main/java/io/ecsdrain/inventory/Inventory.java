package io.ecsdrain.inventory;

import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Inquiry;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.observe.EvidenceReader;
import io.ecsdrain.inventory.observe.EvidenceReader.Subject;
import io.ecsdrain.inventory.observe.ParameterReader;
import io.ecsdrain.inventory.observe.RoutingReader;
import io.ecsdrain.inventory.observe.ScalingReader;
import io.ecsdrain.inventory.observe.ServiceReader;
import io.ecsdrain.inventory.observe.TaskReader;
import io.ecsdrain.inventory.observe.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;

/**
 * Observes one cluster. The order of the reads is the order of the arrows between the things: services, routes, parameters of
 * the names that those speak of, and then the details of the deployments that deserve them.
 */
public final class Inventory {

    private final ServiceReader services;
    private final TaskReader tasks;
    private final ParameterReader parameters;
    private final RoutingReader routing;
    private final ScalingReader scaling;
    private final EvidenceReader evidence;

    public Inventory(AwsClients clients) {
        this.services = new ServiceReader(clients.ecs());
        this.tasks = new TaskReader(clients.ecs());
        this.parameters = new ParameterReader(clients.ssm());
        this.routing = new RoutingReader(clients.elb());
        this.scaling = new ScalingReader(clients.scaling());
        this.evidence = new EvidenceReader(clients.cloudWatch());
    }

    /** As {@link #observe(Scope, Instant, Inquiry)}, asking about every task. */
    public Observed<ClusterSnapshot> observe(Scope scope, Instant now) {
        return observe(scope, now, Inquiry.EVERY_TASK);
    }

    /**
     * One snapshot. Parts that could not be read are unknown in it; it is unknown as a whole if the services could not all be
     * listed and described.
     *
     * @param now when the observation begins
     * @param inquiry whose readiness to ask about
     * @throws NoSuchCluster if the cluster does not exist
     * @throws NoSuchListener if a listener of the scope does not exist
     */
    public Observed<ClusterSnapshot> observe(Scope scope, Instant now, Inquiry inquiry) {
        Observed<ServiceReader.Listed> listed = list(scope);
        if (listed.value().isEmpty()) {
            return Observed.unknown(listed.unknownBecause().orElseThrow());
        }
        Findings findings = new Findings(scope, listed.value().get());
        Observed<Routing> routes = routes(scope, findings);
        findings.routing(routes);
        Map<String, Observed<NameParameters>> words = new TreeMap<>();
        findings.names().forEach(name -> words.put(name, parameters.under(name)));
        findings.parameters(words);
        findings.scaling(scaling.of(scope.cluster(), findings.scalableServices()));
        findings.needingTasks().forEach(key -> findings.tasks(key, tasks.of(scope.cluster(), key.serviceName())));
        return Observed.known(asked(findings, routes, scope.window(now), now, inquiry));
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

    private Observed<Routing> routes(Scope scope, Findings findings) {
        try {
            return routing.read(new RoutingReader.Interest(
                    findings.usedTargetGroups(), key -> scope.covers(key.name()), scope.listenerArns()));
        } catch (ListenerNotFoundException missing) {
            throw new NoSuchListener(String.join(", ", scope.listenerArns()));
        }
    }
}
