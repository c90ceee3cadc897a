package io.ecsdrain.deployer.observe;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.NotThere;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.deployer.plan.activate.Owners;
import io.ecsdrain.deployer.plan.deploy.DeployRequest;
import io.ecsdrain.deployer.plan.deploy.DeployView;
import io.ecsdrain.deployer.plan.deploy.Existing;
import io.ecsdrain.deployer.plan.deploy.GroupNames;
import io.ecsdrain.deployer.plan.deploy.GroupRequest;
import io.ecsdrain.deployer.plan.deploy.Quotas;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.LiveRule;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.Front;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.inventory.observe.AccountLimitsReader;
import io.ecsdrain.inventory.observe.Fronts;
import io.ecsdrain.inventory.observe.ListenerReader;
import io.ecsdrain.inventory.observe.RouteViews;
import io.ecsdrain.inventory.observe.ServiceReader;
import io.ecsdrain.inventory.observe.TargetGroupReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Reads what {@code deploy} decides upon. */
public final class DeployReader {

    private final AwsClients clients;
    private final NameReader names;
    private final LiveReader live;
    private final String cluster;

    public DeployReader(AwsClients clients, String cluster, NameReader names) {
        this.clients = clients;
        this.cluster = cluster;
        this.names = names;
        this.live = new LiveReader(clients, cluster);
    }

    /**
     * @param serviceDifferences where a service, or the task definition it runs, is not the one that is asked for
     * @throws NotThere if the listener or the cluster does not exist
     * @throws Unreadable if anything could not be read
     */
    public DeployView read(DeployRequest request, Function<Existing, List<String>> serviceDifferences) {
        DeploymentKey key = request.key();
        String listenerArn = request.listenerArn();
        Listener listener = listener(listenerArn);
        ServiceReader.Listed listed = names.services();
        NameView view = names.read(key.name(), listed);
        Optional<Existing> existing =
                new ExistingReader(clients, cluster).read(key.serviceName()).require("service " + key.serviceName());
        ListenerReader listeners = new ListenerReader(clients.elb());
        Map<String, List<RuleView>> rules = new HashMap<>();
        List<Front> fronts = new ArrayList<>();
        for (Listener each :
                Unreadable.require("the listeners", listeners.ofLoadBalancer(listener.loadBalancerArn()))) {
            rules.put(each.listenerArn(), rules(each.listenerArn()));
            fronts.add(Fronts.of(each));
        }
        List<TargetGroupView> groups =
                Unreadable.require("the target groups", new TargetGroupReader(clients.elb()).all());
        ListenerView served = new ListenerView(
                listenerArn,
                listener.loadBalancerArn(),
                RouteViews.forwards(listener.defaultActions()),
                Observed.known(rules.getOrDefault(listenerArn, List.of())));
        LoadBalancer balancer = balancer(listener.loadBalancerArn());
        DeployScalingReader scaling = new DeployScalingReader(live);
        return new DeployView(
                view,
                served,
                fronts,
                url(balancer, listener),
                balancer.vpcId(),
                rules,
                groups,
                owners(groups, listed, view),
                existing,
                group(groups, GroupNames.of(key)),
                existing.map(serviceDifferences).orElse(List.of()),
                scaling.own(request, existing.isPresent()),
                scaling.live(request, view.live()),
                Quotas.of(new AccountLimitsReader(clients.elb()).all()));
    }

    private Optional<GroupRequest> group(List<TargetGroupView> groups, String name) {
        return groups.stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .map(group -> group(group.arn()));
    }

    private GroupRequest group(String arn) {
        TargetGroup group = clients.elb()
                .describeTargetGroups(describe -> describe.targetGroupArns(arn))
                .targetGroups()
                .get(0);
        return new GroupRequest(
                group.healthCheckPath(),
                group.matcher().httpCode(),
                group.healthCheckIntervalSeconds(),
                live.deregistrationDelay(arn).value().map(Duration::ofSeconds));
    }

    private LoadBalancer balancer(String loadBalancerArn) {
        return clients.elb()
                .describeLoadBalancers(describe -> describe.loadBalancerArns(loadBalancerArn))
                .loadBalancers()
                .get(0);
    }

    private static String url(LoadBalancer balancer, Listener listener) {
        boolean secure = listener.protocol() == ProtocolEnum.HTTPS;
        boolean usual = listener.port() == (secure ? 443 : 80);
        return (secure ? "https://" : "http://") + balancer.dnsName() + (usual ? "" : ":" + listener.port()) + "/";
    }

    private Listener listener(String arn) {
        try {
            return clients.elb().describeListeners(describe -> describe.listenerArns(arn)).listeners().stream()
                    .findFirst()
                    .orElseThrow(() -> new NotThere("there is no listener " + arn));
        } catch (ListenerNotFoundException missing) {
            throw new NotThere("there is no listener " + arn);
        }
    }

    private List<RuleView> rules(String listenerArn) {
        return Unreadable.require("the rules of " + listenerArn, live.rules(listenerArn)).stream()
                .map(LiveRule::view)
                .toList();
    }

    private static Owners owners(List<TargetGroupView> groups, ServiceReader.Listed listed, NameView view) {
        Map<String, DeploymentKey> owners = new HashMap<>();
        Map<DeploymentKey, ServiceView> services = new HashMap<>(listed.deployments());
        services.putAll(view.services());
        services.forEach((key, service) -> service.targetGroupArns().forEach(arn -> owners.put(arn, key)));
        for (TargetGroupView group : groups) {
            DeploymentKey.fromTags(group.tags()).ifPresent(owner -> owners.put(group.arn(), owner));
        }
        return new Owners(owners, Owners.moved(services.values()));
    }
}
