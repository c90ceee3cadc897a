package io.ecsdrain.inventory;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.OwnedService;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.inventory.observe.ClusterTaskReader;
import io.ecsdrain.inventory.observe.ListenerReader;
import io.ecsdrain.inventory.observe.ParameterReader;
import io.ecsdrain.inventory.observe.ProtectionReader;
import io.ecsdrain.inventory.observe.RouteViews;
import io.ecsdrain.inventory.observe.ScalingReader;
import io.ecsdrain.inventory.observe.ServiceReader;
import io.ecsdrain.inventory.observe.TargetGroupReader;
import io.ecsdrain.inventory.observe.TaskReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ScheduledAction;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/**
 * Reads single things again, just before an action on them. Every method makes its calls anew, none throws for what AWS
 * answers: a failed read is {@code Unknown}, a thing that does not exist is {@link Lookup.Missing}.
 */
public final class LiveReader {

    /** How many tasks run in the cluster is not known here: so many that a list of it is not worth it. */
    private static final long UNCOUNTED = Integer.MAX_VALUE;

    private final String cluster;
    private final ParameterReader parameters;
    private final ServiceReader services;
    private final TaskReader tasks;
    private final ClusterTaskReader clusterTasks;
    private final ProtectionReader protection;
    private final ListenerReader listeners;
    private final TargetGroupReader targetGroups;
    private final ScalingReader scaling;

    /** @param cluster short name or ARN */
    public LiveReader(AwsClients clients, String cluster) {
        this.cluster = cluster;
        this.parameters = new ParameterReader(clients.ssm());
        this.services = new ServiceReader(clients.ecs());
        this.tasks = new TaskReader(clients.ecs());
        this.clusterTasks = ClusterTaskReader.ofUnstopped(clients.ecs());
        this.protection = new ProtectionReader(clients.ecs());
        this.listeners = new ListenerReader(clients.elb());
        this.targetGroups = new TargetGroupReader(clients.elb());
        this.scaling = new ScalingReader(clients.scaling());
    }

    /** The state parameter of one deployment (GetParameter). */
    public Lookup<ParameterView> state(DeploymentKey key) {
        return parameters.one(key.stateParameter());
    }

    /** The register of {@code name} (GetParameter). */
    public Lookup<ParameterView> register(String name) {
        return parameters.one(ParameterPaths.live(name));
    }

    /**
     * Register and all states of {@code name}, every page. Parameters of names that merely begin alike are not among
     * them.
     */
    public Observed<NameParameters> parameters(String name) {
        return parameters.under(name);
    }

    /** Parameters by exact name, ten in a call (GetParameters); those that do not exist are not among them. */
    public Observed<Map<String, ParameterView>> parametersNamed(Collection<String> names) {
        return parameters.named(names);
    }

    /** As {@link #service}, for several, ten in a call. */
    public Map<DeploymentKey, Lookup<ServiceView>> services(Collection<DeploymentKey> keys) {
        return services.each(cluster, keys);
    }

    /** Of {@code keys} those that have a service of their own, ten in a call. */
    public Observed<Map<DeploymentKey, ServiceView>> taggedServices(Collection<DeploymentKey> keys) {
        return services.tagged(cluster, keys);
    }

    /**
     * The service of {@code key}; missing also if it is INACTIVE; unknown also if a service of that name is tagged for
     * another deployment or not at all ({@code svc-app-eu-1} may be app-eu's).
     */
    public Lookup<ServiceView> service(DeploymentKey key) {
        return services.one(cluster, key);
    }

    /**
     * The same, but missing also where the service of that name is not tagged for {@code key}: it has none of its own.
     */
    public Lookup<ServiceView> taggedService(DeploymentKey key) {
        return services.tagged(cluster, key);
    }

    /** The service of that short name in one call; missing also if it is no deployment of ours. */
    public Lookup<OwnedService> serviceNamed(String shortName) {
        return services.owned(cluster, shortName);
    }

    /** Every listed service that is tagged for {@code name} and named accordingly. */
    public Observed<Map<DeploymentKey, ServiceView>> services(String name) {
        return services.tagged(cluster, name);
    }

    /** Every listed service of the cluster, tagged or not. */
    public Observed<List<ServiceView>> services() {
        return services.listed(cluster);
    }

    /**
     * The tasks of a service that was described just before, over both desiredStatus filters, STOPPED ones included;
     * unknown if it is gone, or if it counted more tasks than are listed.
     */
    public Observed<List<TaskView>> tasks(ServiceView service) {
        return tasks.of(cluster, service);
    }

    /**
     * The same for several services, which share calls, by service name; without those tasks that were STOPPED when
     * they were read here before, or that {@link #knowStopped} told of.
     *
     * @param services as they were read just now
     */
    public Map<String, Observed<List<TaskView>>> unstoppedTasks(Collection<ServiceView> services) {
        return clusterTasks.of(cluster, services, UNCOUNTED);
    }

    /** These tasks have been seen STOPPED, which they stay. */
    public void knowStopped(Collection<String> taskArns) {
        clusterTasks.leaveOut(taskArns);
    }

    /**
     * The ids of those of {@code taskArns} that are protected (GetTaskProtection), a hundred in a call; tasks that are
     * gone are not.
     */
    public Observed<Set<String>> protectedTasks(Collection<String> taskArns) {
        return protection.of(cluster, taskArns);
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
        return found.stream().map(LiveListener::of).toList();
    }

    /** All rules of a listener with their tags, the default rule excepted; every page. */
    public Observed<List<LiveRule>> rules(String listenerArn) {
        return rules(listenerArn, any -> true);
    }

    /** The same of those rules alone that are among {@code ruleArns}, or lead to one of {@code targetGroups}. */
    public Observed<List<LiveRule>> rules(String listenerArn, Set<String> ruleArns, Set<String> targetGroups) {
        return rules(
                listenerArn,
                raw -> ruleArns.contains(raw.ruleArn())
                        || RouteViews.forwards(raw.actions()).stream()
                                .anyMatch(target -> targetGroups.contains(target.targetGroupArn())));
    }

    private Observed<List<LiveRule>> rules(String listenerArn, Predicate<Rule> which) {
        return listeners.rules(listenerArn, which).map(found -> found.stream()
                .map(tagged -> new LiveRule(tagged.view(listenerArn), tagged.raw()))
                .toList());
    }

    /**
     * One target group with its tags, where it is attached, its deregistration delay and its targets; the last two may
     * be unknown by themselves.
     */
    public Lookup<TargetGroupView> targetGroup(String arn) {
        return targetGroups.one(arn);
    }

    /**
     * By ARN, the load balancers that target groups hang on, in one call; those that do not exist are not among them.
     */
    public Observed<Map<String, List<String>>> balancers(Collection<String> targetGroupArns) {
        return targetGroups.balancers(targetGroupArns);
    }

    /** By ARN, the tags of target groups, twenty in a call; those that do not exist are not among them. */
    public Observed<Map<String, Map<String, String>>> tagsOfTargetGroups(Collection<String> arns) {
        return targetGroups.tags(arns);
    }

    /** The deregistration delay of a target group, in seconds (DescribeTargetGroupAttributes). */
    public Observed<Integer> deregistrationDelay(String targetGroupArn) {
        return targetGroups.delay(targetGroupArn);
    }

    /** As {@link #targets}; none if the target group does not exist. */
    public Observed<List<TargetGroupView.Target>> targetsIfThere(String targetGroupArn) {
        return targetGroups.targetsIfThere(targetGroupArn);
    }

    /** The targets of a target group with their health (DescribeTargetHealth). */
    public Observed<List<TargetGroupView.Target>> targets(String targetGroupArn) {
        return targetGroups.targets(targetGroupArn);
    }

    /** What asks for more or fewer tasks of {@code key}'s service when a metric says so. */
    public Observed<List<ScalingPolicy>> scalingPolicies(DeploymentKey key) {
        return scaling.policies(cluster, key.serviceName());
    }

    /** What gives {@code key}'s service other bounds when their time has come. */
    public Observed<List<ScheduledAction>> scheduledActions(DeploymentKey key) {
        return scaling.scheduledActions(cluster, key.serviceName());
    }

    /** The scalable target of {@code key}'s service. */
    public Lookup<ScalingView> scaling(DeploymentKey key) {
        return scaling.one(cluster, key.serviceName());
    }

    /** The same by service name, fifty in a call. */
    public Map<String, Lookup<ScalingView>> scaling(Collection<String> services) {
        return scaling.of(cluster, services);
    }
}
