package io.ecsdrain.system.iam;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.fixture.ReadyPoints;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;

/** The account around the three programs: what is there before them, what others do to it, what its tasks report. */
final class Company implements AutoCloseable {

    static final String CLUSTER = "prod";
    static final String NAME = "shop";

    /** Not one of the judged: whoever administers the account. */
    private static final String ADMINISTRATOR = "AKADMINISTRATOR";

    final LocalAws aws =
            LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:30Z")).start();
    final AwsClients administrator = AwsClients.forTest(aws.endpoint(), ADMINISTRATOR);
    private final ClusterFixture fixture = new ClusterFixture(
            CLUSTER, administrator.ecs(), administrator.elb(), administrator.ssm(), administrator.scaling());
    final String listener;
    private final Set<DeploymentKey> known = new HashSet<>();
    private final Set<DeploymentKey> busy = new HashSet<>();
    private final Set<DeploymentKey> sick = new HashSet<>();

    Company() {
        fixture.createCluster();
        listener = fixture.listener(fixture.loadBalancer("front"), 80);
    }

    /** From now on its tasks report, first that they have sessions. */
    void hasSessions(DeploymentKey key) {
        known.add(key);
        busy.add(key);
    }

    /** Its last session is over. */
    void isIdle(DeploymentKey key) {
        known.add(key);
        busy.remove(key);
        sick.remove(key);
    }

    /** None of its targets ever gets healthy. */
    void isSick(DeploymentKey key) {
        sick.add(key);
    }

    /** How everybody waits here. */
    void wait(Duration time) {
        if (sick.isEmpty()) {
            aws.advance(time);
            return;
        }
        // Before its next health check, which comes a second later at the soonest.
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minusSeconds(1)) {
            aws.advance(Duration.ofSeconds(1));
            sick.forEach(key -> tasks(key).forEach(task -> aws.inertHealth(task, false)));
        }
    }

    /** A minute, at whose end every task says whether it is ready. */
    void minute() {
        wait(Duration.ofMinutes(1));
        ReadyPoints.put(
                administrator.cloudWatch(),
                known.stream()
                        .flatMap(key -> tasks(key).stream()
                                .map(task -> ReadyPoints.of(key, task, aws.now(), busy.contains(key) ? 0 : 1)))
                        .toList());
    }

    /** Ids of its tasks that run. */
    List<String> tasks(DeploymentKey key) {
        return aws.ecs().tasks().stream()
                .filter(task -> task.serviceName().equals(key.serviceName())
                        && task.lastStatus().equals("RUNNING"))
                .map(task -> task.id())
                .toList();
    }

    /** Whether ECS still lists its service. */
    boolean exists(DeploymentKey key) {
        List<Service> found = administrator
                .ecs()
                .describeServices(describe -> describe.cluster(CLUSTER).services(key.serviceName()))
                .services();
        return found.stream().anyMatch(service -> service.status().equals("ACTIVE"));
    }

    /** As a person does who knows of nothing else that belongs to it. */
    void delete(DeploymentKey key) {
        administrator.ecs().deleteService(delete -> delete.cluster(CLUSTER)
                .service(key.serviceName())
                .force(true));
    }

    /** Whether its state parameter is still there. */
    boolean hasState(DeploymentKey key) {
        return !administrator
                .ssm()
                .getParameters(get -> get.names(key.stateParameter()))
                .parameters()
                .isEmpty();
    }

    /** Whether the default action forwards to its target group. */
    boolean serves(DeploymentKey key) {
        String group = administrator
                .ecs()
                .describeServices(describe -> describe.cluster(CLUSTER).services(key.serviceName()))
                .services()
                .get(0)
                .loadBalancers()
                .get(0)
                .targetGroupArn();
        return administrator
                .elb()
                .describeListeners(describe -> describe.listenerArns(listener))
                .listeners()
                .get(0)
                .defaultActions()
                .stream()
                .anyMatch(action -> group.equals(action.targetGroupArn()));
    }

    /** Whether the reaper's note that it parked them is still on its rules. */
    boolean isParked(DeploymentKey key) {
        List<String> rules =
                administrator.elb().describeRules(describe -> describe.listenerArn(listener)).rules().stream()
                        .map(Rule::ruleArn)
                        .toList();
        return administrator.elb().describeTags(describe -> describe.resourceArns(rules)).tagDescriptions().stream()
                .map(TagDescription::tags)
                .filter(tags -> tags.stream().anyMatch(tag -> tag.value().equals(key.id())))
                .anyMatch(tags -> tags.stream().anyMatch(tag -> tag.key().equals(Tags.PARKED_AT)));
    }

    void letItScale(DeploymentKey key) {
        fixture.scalable(key.serviceName(), 1, 4);
    }

    void parameter(String path, String value) {
        fixture.parameter(path, value);
    }

    @Override
    public void close() {
        administrator.close();
        aws.close();
    }
}
