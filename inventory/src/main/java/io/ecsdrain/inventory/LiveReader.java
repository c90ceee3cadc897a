package io.ecsdrain.inventory;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.OwnedService;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.inventory.observe.ListenerReader;
import io.ecsdrain.inventory.observe.ParameterReader;
import io.ecsdrain.inventory.observe.Routes;
import io.ecsdrain.inventory.observe.ScalingReader;
import io.ecsdrain.inventory.observe.ServiceReader;
import io.ecsdrain.inventory.observe.TargetGroupReader;
import io.ecsdrain.inventory.observe.TaskReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;

/**
 * Reads single things again, just before somebody acts on them. Every method makes its calls anew, none throws for what AWS
 * answers: a failed read is {@link Observed.Unknown}, a thing that does not exist is known and empty.
 */
public final class LiveReader {

    private final String cluster;
    private final ParameterReader parameters;
    private final ServiceReader services;
    private final TaskReader tasks;
    private final ListenerReader listeners;
    private final TargetGroupReader targetGroups;
    private final ScalingReader scaling;

    /** @param cluster short name or ARN */
    public LiveReader(AwsClients clients, String cluster) {
        this.cluster = cluster;
        this.parameters = new ParameterReader(clients.ssm());
        this.services = new ServiceReader(clients.ecs());
        this.tasks = new TaskReader(clients.ecs());
        this.listeners = new ListenerReader(clients.elb());
        this.targetGroups = new TargetGroupReader(clients.elb());
        this.scaling = new ScalingReader(clients.scaling());
    }

    /** The state parameter of one deployment (GetParameter). */
    public Observed<Optional<ParameterView>> state(DeploymentKey key) {
        return parameters.one(key.stateParameter());
    }

    /** The register of {@code name} (GetParameter). */
    public Observed<Optional<ParameterView>> register(String name) {
        return parameters.one(ParameterPaths.live(name));
    }

    /** Register and all states of {@code name}, every page. Parameters of names that merely begin alike are not among them. */
    public Observed<NameParameters> parameters(String name) {
        return parameters.under(name);
    }

    /**
     * The service of {@code key}; known and empty if it does not exist or is INACTIVE; unknown also if a service of that name
     * is tagged for another deployment or not at all ({@code svc-app-eu-1} may be app-eu's).
     */
    public Observed<Optional<ServiceView>> service(DeploymentKey key) {
        return services.one(cluster, key);
    }

    /** The same, but known and empty also where the service of that name is not tagged for {@code key}: it has none of its own. */
    public Observed<Optional<ServiceView>> taggedService(DeploymentKey key) {
        return services.tagged(cluster, key);
    }

    /** The service of that short name in one call; known and empty if it does not exist or is no deployment of ours. */
    public Observed<Optional<OwnedService>> serviceNamed(String shortName) {
        return services.owned(cluster, shortName);
    }

    /** Every listed service that is tagged for {@code name} and named accordingly. */
    public Observed<Map<DeploymentKey, ServiceView>> services(String name) {
        return services.tagged(cluster, name);
    }

    /** Every listed service of the cluster, whosever it is. */
    public Observed<List<ServiceView>> services() {
        return services.listed(cluster);
    }

    /**
     * The tasks of a service that was described just before, over both desiredStatus filters, STOPPED ones included; unknown if it is
     * gone, or if it counted more tasks than are listed.
     */
    public Observed<List<TaskView>> tasks(ServiceView service) {
        return tasks.of(cluster, service);
    }

    /** The listeners with these ARNs, in any order; unknown if one of them does not exist. */
    public Observed<List<LiveListener>> listeners(Collection<String> arns) {
        return listeners.byArns(arns).map(LiveReader::live);
    }

    /** Every listener of one load balancer, those included that were added since the snapshot. */
    public Observed<List<LiveListener>> listenersOf(String loadBalancerArn) {
        return listeners.ofLoadBalancer(loadBalancerArn).map(LiveReader::live);
    }

    private static List<LiveListener> live(List<Listener> found) {
        return found.stream()
                .map(raw -> new LiveListener(
                        raw.listenerArn(), raw.loadBalancerArn(), Routes.forwards(raw.defaultActions()), raw))
                .toList();
    }

    /** All rules of a listener with their tags, the default rule excepted; every page. */
    public Observed<List<LiveRule>> rules(String listenerArn) {
        return listeners.rules(listenerArn).map(found -> found.stream()
                .map(tagged -> new LiveRule(tagged.view(listenerArn), tagged.raw()))
                .toList());
    }

    /**
     * One target group with its tags, where it is attached, its deregistration delay and its targets; the last two may be
     * unknown by themselves. Known and empty if the group does not exist.
     */
    public Observed<Optional<TargetGroupView>> targetGroup(String arn) {
        return targetGroups.one(arn);
    }

    /** The deregistration delay of a target group, in seconds (DescribeTargetGroupAttributes). */
    public Observed<Integer> deregistrationDelay(String targetGroupArn) {
        return targetGroups.delay(targetGroupArn);
    }

    /** The targets of a target group with their health (DescribeTargetHealth). */
    public Observed<List<TargetGroupView.Target>> targets(String targetGroupArn) {
        return targetGroups.targets(targetGroupArn);
    }

    /** The scalable target of {@code key}'s service; known and empty where there is none. */
    public Observed<Optional<ScalingView>> scaling(DeploymentKey key) {
        return scaling.one(cluster, key.serviceName());
    }
}
