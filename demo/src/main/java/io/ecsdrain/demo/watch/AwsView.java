package io.ecsdrain.demo.watch;

import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.contract.ShutdownReadyMetric;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.contract.TaskIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The reads of a bystander: plain SDK calls, sharing no code with the programs that are watched. */
public final class AwsView {

    private static final Duration METRIC_WINDOW = Duration.ofMinutes(3);

    private final SsmClient ssm;
    private final EcsClient ecs;
    private final CloudWatchClient cloudWatch;
    private final ElasticLoadBalancingV2Client elb;
    private final String cluster;
    private final String deploymentName;

    public AwsView(
            SsmClient ssm,
            EcsClient ecs,
            CloudWatchClient cloudWatch,
            ElasticLoadBalancingV2Client elb,
            String cluster,
            String deploymentName) {
        this.ssm = ssm;
        this.ecs = ecs;
        this.cloudWatch = cloudWatch;
        this.elb = elb;
        this.cluster = cluster;
        this.deploymentName = deploymentName;
    }

    /** The services by deployment id, from their tags. */
    Map<String, Service> services() {
        List<String> arns = ecs.listServicesPaginator(request -> request.cluster(cluster)).serviceArns().stream()
                .toList();
        Map<String, Service> byId = new HashMap<>();
        for (int from = 0; from < arns.size(); from += 10) {
            List<String> batch = arns.subList(from, Math.min(from + 10, arns.size()));
            ecs.describeServices(
                            request -> request.cluster(cluster).services(batch).include(ServiceField.TAGS))
                    .services()
                    .forEach(service -> byId.put(tag(service, Tags.DEPLOYMENT_ID), service));
        }
        return byId;
    }

    static String tag(Service service, String key) {
        return service.tags().stream()
                .filter(tag -> tag.key().equals(key))
                .map(software.amazon.awssdk.services.ecs.model.Tag::value)
                .findFirst()
                .orElse("");
    }

    /** A service's tasks, those told to stop included. */
    List<Task> tasks(String serviceName) {
        List<String> arns = new ArrayList<>();
        for (DesiredStatus status : List.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED)) {
            ecs.listTasksPaginator(request ->
                            request.cluster(cluster).serviceName(serviceName).desiredStatus(status))
                    .taskArns()
                    .forEach(arns::add);
        }
        return arns.isEmpty()
                ? List.of()
                : ecs.describeTasks(request -> request.cluster(cluster).tasks(arns))
                        .tasks();
    }

    String statePath(String deploymentId) {
        return ParameterPaths.state(deploymentName, deploymentId);
    }

    String fencePath(String deploymentId) {
        return ParameterPaths.fence(deploymentName, deploymentId);
    }

    /** The values of all parameters of the name, by path. */
    Map<String, String> parameters() {
        Map<String, String> byPath = new HashMap<>();
        ssm
                .getParametersByPathPaginator(request ->
                        request.path(ParameterPaths.under(deploymentName)).recursive(true))
                .stream()
                .flatMap(page -> page.parameters().stream())
                .forEach(parameter -> byPath.put(parameter.name(), parameter.value()));
        return byPath;
    }

    /** All rules of all listeners, the default ones excepted. */
    public List<Rule> rules() {
        return elb.describeLoadBalancersPaginator(request -> {}).loadBalancers().stream()
                .flatMap(balancer -> elb
                        .describeListenersPaginator(request -> request.loadBalancerArn(balancer.loadBalancerArn()))
                        .listeners()
                        .stream())
                .flatMap(
                        listener -> elb
                                .describeRulesPaginator(request -> request.listenerArn(listener.listenerArn()))
                                .rules()
                                .stream())
                .filter(rule -> !rule.isDefault())
                .toList();
    }

    public List<TargetGroup> targetGroups() {
        return elb.describeTargetGroupsPaginator(request -> {}).targetGroups().stream()
                .toList();
    }

    /** The newest ShutdownReady value by task id. */
    Map<String, Integer> newestReadiness(String deploymentId, List<Task> tasks, Instant now) {
        if (tasks.isEmpty()) {
            return Map.of();
        }
        Map<String, Integer> newest = new HashMap<>();
        cloudWatch
                .getMetricData(request -> request.startTime(now.minus(METRIC_WINDOW))
                        .endTime(now.plusSeconds(1))
                        .scanBy(ScanBy.TIMESTAMP_DESCENDING)
                        .metricDataQueries(tasks.stream()
                                .map(task -> query(deploymentId, TaskIds.fromArn(task.taskArn())))
                                .toList()))
                .metricDataResults()
                .stream()
                .filter(result -> !result.values().isEmpty())
                .forEach(result -> newest.put(
                        result.id().substring(1), result.values().get(0).intValue()));
        return newest;
    }

    private MetricDataQuery query(String deploymentId, String taskId) {
        return MetricDataQuery.builder()
                .id("t" + taskId)
                .metricStat(stat -> stat.period(1).stat("Minimum").metric(metric -> metric.namespace(
                                ShutdownReadyMetric.NAMESPACE)
                        .metricName(ShutdownReadyMetric.NAME)
                        .dimensions(
                                dimension("deployment_name", deploymentName),
                                dimension("deployment_id", deploymentId),
                                dimension("task_id", taskId))))
                .build();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
