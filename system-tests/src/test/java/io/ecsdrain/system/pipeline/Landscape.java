package io.ecsdrain.system.pipeline;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.TagState;
import io.ecsdrain.contract.TaskIds;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;
import software.amazon.awssdk.services.ecs.model.Service;

/** A cluster with a load balancer, what a team puts there. */
final class Landscape implements AutoCloseable {

    static final String CLUSTER = "prod";

    final LocalAws aws =
            LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:30Z")).start();
    final AwsClients team = AwsClients.forTest(aws.endpoint(), "AKTEAM");
    private final ClusterFixture fixture =
            new ClusterFixture(CLUSTER, team.ecs(), team.elb(), team.ssm(), team.scaling());
    private final Map<DeploymentKey, String> groups = new HashMap<>();
    private final String balancer;
    private int rules;

    Landscape() {
        fixture.createCluster().registerApp();
        balancer = fixture.loadBalancer("front");
    }

    /** A listener of the one load balancer, behind which nobody serves yet. */
    String listener(int port) {
        return fixture.listener(balancer, port);
    }

    /** Target group, rule and service as the deployer makes and tags them; the state parameter is the caller's to write. */
    void create(DeploymentKey key, String listener, TagState state, int desired) {
        groups.put(key, fixture.deployment(listener, ++rules, key, state.word(), desired, aws.now()));
    }

    /** From now on {@code key} counts as created here, though another made it. */
    void adopt(DeploymentKey key, String group) {
        groups.put(key, group);
    }

    /** The deregistration delay of a target group, in seconds. */
    String delay(String group) {
        return fixture.delay(group);
    }

    /** Whether scale-in, scale-out and schedules of the service's scalable target are suspended, in this order. */
    List<Boolean> suspensions(DeploymentKey key) {
        SuspendedState state = team.scaling()
                .describeScalableTargets(describe -> describe.serviceNamespace(ServiceNamespace.ECS)
                        .resourceIds("service/" + CLUSTER + "/" + key.serviceName()))
                .scalableTargets()
                .get(0)
                .suspendedState();
        return List.of(
                state.dynamicScalingInSuspended(),
                state.dynamicScalingOutSuspended(),
                state.scheduledScalingSuspended());
    }

    /** Lets auto scaling at the service of {@code key}. */
    void scalable(DeploymentKey key) {
        fixture.scalable(key.serviceName(), 1, 4);
    }

    void parameter(String name, String value) {
        fixture.parameter(name, value);
    }

    void pointDefault(String listener, DeploymentKey key) {
        fixture.defaultAction(listener, groups.get(key));
    }

    /** What was created here, whether it still is there or not. */
    Set<DeploymentKey> created() {
        return groups.keySet();
    }

    /** Ids of the tasks that are meant to run, every page, in the order of the list; none once the service is gone. */
    List<String> tasks(DeploymentKey key) {
        if (!"ACTIVE".equals(service(key).status())) {
            return List.of();
        }
        return team
                .ecs()
                .listTasksPaginator(list -> list.cluster(CLUSTER).serviceName(key.serviceName()))
                .taskArns()
                .stream()
                .map(TaskIds::fromArn)
                .toList();
    }

    Service service(DeploymentKey key) {
        return team.ecs()
                .describeServices(describe -> describe.cluster(CLUSTER).services(key.serviceName()))
                .services()
                .get(0);
    }

    void minute() {
        aws.advance(Duration.ofMinutes(1));
    }

    @Override
    public void close() {
        team.close();
        aws.close();
    }
}
