package io.ecsdrain.system.iam;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.fixture.LocalCluster;
import io.ecsdrain.fixture.ReadyPoints;
import io.ecsdrain.localaws.LocalAws;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** The account around the three programs: what is there before them, what others do to it, what its tasks report. */
final class Company implements AutoCloseable {

    static final String CLUSTER = LocalCluster.NAME;
    static final String NAME = "shop";

    /** The calls of its team are not judged. */
    private final LocalCluster cluster = new LocalCluster();

    final LocalAws aws = cluster.aws;
    final String listener = cluster.listener;
    private final Set<DeploymentKey> known = new HashSet<>();
    private final Set<DeploymentKey> busy = new HashSet<>();
    private final Set<DeploymentKey> sick = new HashSet<>();
    private int lines;

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

    /** How every program waits here. */
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
                cluster.team.cloudWatch(),
                known.stream()
                        .flatMap(key -> tasks(key).stream()
                                .map(task -> ReadyPoints.of(key, task, aws.now(), busy.contains(key) ? 0 : 1)))
                        .toList());
    }

    /** A minute, at whose end the sidecar of each of its tasks writes the line of docs/contract.md. */
    void minuteByTheLog(DeploymentKey key) {
        minute();
        Parameter state = cluster.team
                .ssm()
                .getParameter(get -> get.name(key.stateParameter()))
                .parameter();
        int sessions = busy.contains(key) ? 1 : 0;
        lines++;
        for (String task : tasks(key)) {
            aws.logs().line("/ecs-drain/" + NAME, "app/drain/" + task, """
                    {"deployment_name":"%s","deployment_id":"%s","task_id":"%s","phase":"%s","state":"%d@%s",
                     "fence":null,"busy":%d,"sources":{},"at":"%s","boot":"%s","seq":%d,"beat_seconds":15,
                     "ShutdownReady":%d}""".replace("\n", "").formatted(
                    NAME,
                    key.id(),
                    task,
                    state.value(),
                    state.version(),
                    state.lastModifiedDate(),
                    sessions,
                    aws.now(),
                    task.substring(0, 16),
                    lines,
                    1 - sessions));
        }
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
        return cluster.service(key)
                .filter(service -> service.status().equals("ACTIVE"))
                .isPresent();
    }

    /** As a person does who knows of nothing else that belongs to it. */
    void delete(DeploymentKey key) {
        cluster.team.ecs().deleteService(delete -> delete.cluster(CLUSTER)
                .service(key.serviceName())
                .force(true));
    }

    /** Whether its state parameter is still there. */
    boolean hasState(DeploymentKey key) {
        return cluster.state(key).isPresent();
    }

    /** Whether the reaper asks its tasks by a fence. */
    boolean hasFence(DeploymentKey key) {
        return cluster.team
                        .ssm()
                        .getParameters(get -> get.names(key.fenceParameter()))
                        .parameters()
                        .size()
                == 1;
    }

    /** Whether the default action forwards to its target group. */
    boolean serves(DeploymentKey key) {
        String group =
                cluster.describe(key.serviceName()).loadBalancers().get(0).targetGroupArn();
        return group.equals(cluster.fixture.defaultGroup(listener));
    }

    /** Whether the reaper's note that it parked them is still on its rules. */
    boolean isParked(DeploymentKey key) {
        List<String> rules = cluster.rules().stream().map(Rule::ruleArn).toList();
        return cluster.team.elb().describeTags(describe -> describe.resourceArns(rules)).tagDescriptions().stream()
                .map(TagDescription::tags)
                .filter(tags -> tags.stream().anyMatch(tag -> tag.value().equals(key.id())))
                .anyMatch(tags -> tags.stream().anyMatch(tag -> tag.key().equals(Tags.PARKED_AT)));
    }

    /** By its load, and at night within bounds of its own. */
    void letItScale(DeploymentKey key) {
        cluster.scalable(key, 1, 4);
        String service = "service/" + LocalCluster.NAME + "/" + key.serviceName();
        cluster.team.scaling().putScalingPolicy(put -> put.serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId(service)
                .policyName("load")
                .policyType(PolicyType.TARGET_TRACKING_SCALING)
                .targetTrackingScalingPolicyConfiguration(tracking -> tracking.targetValue(50.0)
                        .predefinedMetricSpecification(
                                metric -> metric.predefinedMetricType("ECSServiceAverageCPUUtilization"))));
        cluster.team.scaling().putScheduledAction(put -> put.serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId(service)
                .scheduledActionName("night")
                .schedule("cron(0 22 * * ? *)")
                .scalableTargetAction(bounds -> bounds.maxCapacity(2)));
    }

    void parameter(String path, String value) {
        cluster.parameter(path, value);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
