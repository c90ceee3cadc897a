package io.ecsdrain.reaper;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ShutdownReadyMetric;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.reaper.execute.ConvergeSettings;
import io.ecsdrain.reaper.report.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** A cluster on a loopback AWS with stepped time, built over the wire, and a reaper that runs in it. */
final class ReaperCluster implements AutoCloseable {

    static final String NAME = "prod";
    static final String REAPER = "AKREAPER";

    final LocalAws aws;
    final AwsClients team;
    final AwsClients reaper;
    final String balancer;
    final String listener;
    private final Map<DeploymentKey, String> groups = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>(
            Map.of("CLUSTER", NAME, "CONSEC", "2", "PERIOD", "60", "MIN_AGE_SEC", "60", "MAX_AGE_HR", "1.0"));
    private int priority = 1;

    ReaperCluster() {
        aws = LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:30Z")).start();
        team = AwsClients.forTest(aws.endpoint(), "AKTEAM");
        reaper = AwsClients.forTest(aws.endpoint(), REAPER);
        team.ecs().createCluster(create -> create.clusterName(NAME));
        team.ecs().registerTaskDefinition(register -> register.family("app")
                .networkMode(NetworkMode.AWSVPC)
                .containerDefinitions(ContainerDefinition.builder()
                        .name("app")
                        .image("app")
                        .portMappings(PortMapping.builder().containerPort(8080).build())
                        .build()));
        balancer = team.elb()
                .createLoadBalancer(create -> create.name("front").subnets("subnet-a", "subnet-b"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        listener = team.elb()
                .createListener(create -> create.loadBalancerArn(balancer)
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .defaultActions(Action.builder()
                                .type(ActionTypeEnum.FIXED_RESPONSE)
                                .fixedResponseConfig(answer -> answer.statusCode("503"))
                                .build()))
                .listeners()
                .get(0)
                .listenerArn();
    }

    ReaperCluster with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Target group, rule, service and parameter of one deployment, tagged as the deployer does it. */
    void deploy(DeploymentKey key, String state, int desired) {
        String group = team.elb()
                .createTargetGroup(create -> create.name("tg-" + key.name() + "-" + key.id())
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .vpcId("vpc-1")
                        .targetType(TargetTypeEnum.IP)
                        .healthCheckTimeoutSeconds(5)
                        .tags(elbTags(key)))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        groups.put(key, group);
        rule(key, group);
        service(key, state, desired, group);
        if (!state.equals("deploying")) {
            parameter(key, state);
        }
        settle();
    }

    private void rule(DeploymentKey key, String group) {
        int place = priority++;
        team.elb().createRule(create -> create.listenerArn(listener)
                .priority(place)
                .conditions(RuleCondition.builder()
                        .field("http-header")
                        .httpHeaderConfig(
                                header -> header.httpHeaderName("x-deployment").values(key.id()))
                        .build())
                .actions(Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(group)
                        .build())
                .tags(elbTags(key)));
    }

    private void service(DeploymentKey key, String state, int desired, String group) {
        team.ecs()
                .createService(CreateServiceRequest.builder()
                        .cluster(NAME)
                        .serviceName(key.serviceName())
                        .taskDefinition("app")
                        .desiredCount(desired)
                        .launchType(LaunchType.FARGATE)
                        .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("subnet-a")))
                        .loadBalancers(LoadBalancer.builder()
                                .targetGroupArn(group)
                                .containerName("app")
                                .containerPort(8080)
                                .build())
                        .tags(
                                tag(Tags.DEPLOYMENT_NAME, key.name()),
                                tag(Tags.DEPLOYMENT_ID, key.id()),
                                tag(Tags.STATE, state))
                        .build());
    }

    /** A service without tags, one task, in whatever cluster. */
    void service(String inCluster, String name, String group) {
        team.ecs().createService(create -> create.cluster(inCluster)
                .serviceName(name)
                .taskDefinition("app")
                .desiredCount(1)
                .launchType(LaunchType.FARGATE)
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("subnet-a")))
                .loadBalancers(LoadBalancer.builder()
                        .targetGroupArn(group)
                        .containerName("app")
                        .containerPort(8080)
                        .build()));
    }

    void parameter(DeploymentKey key, String value) {
        parameter(key.stateParameter(), value);
    }

    void parameter(String name, String value) {
        team.ssm()
                .putParameter(put ->
                        put.name(name).value(value).type(ParameterType.STRING).overwrite(true));
    }

    void defaultAction(DeploymentKey key) {
        team.elb().modifyListener(modify -> modify.listenerArn(listener)
                .defaultActions(Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(groups.get(key))
                        .build()));
    }

    String group(DeploymentKey key) {
        return groups.get(key);
    }

    /** A minute passes, in whose middle every running task of the deployment says {@code value}. */
    void minute(DeploymentKey key, double value) {
        aws.advance(Duration.ofSeconds(60));
        say(key, value);
    }

    /** Every running task of the deployment says {@code value} now. */
    void say(DeploymentKey key, double value) {
        List<MetricDatum> data =
                tasks(key).stream().map(task -> said(key, task, value)).toList();
        if (!data.isEmpty()) {
            put(data);
        }
    }

    /** One task says {@code value} now. */
    void say(DeploymentKey key, String task, double value) {
        put(List.of(said(key, task, value)));
    }

    private void put(List<MetricDatum> data) {
        team.cloudWatch().putMetricData(put -> put.namespace(ShutdownReadyMetric.NAMESPACE)
                .metricData(data));
    }

    private MetricDatum said(DeploymentKey key, String task, double value) {
        List<String> values = List.of(key.name(), key.id(), task);
        return MetricDatum.builder()
                .metricName(ShutdownReadyMetric.NAME)
                .dimensions(java.util.stream.IntStream.range(0, 3)
                        .mapToObj(index -> Dimension.builder()
                                .name(ShutdownReadyMetric.DIMENSIONS.get(index))
                                .value(values.get(index))
                                .build())
                        .toList())
                .timestamp(aws.now())
                .value(value)
                .build();
    }

    /** Ids of the tasks that are meant to run; none once the service is gone. */
    List<String> tasks(DeploymentKey key) {
        if (service(key).filter(found -> "ACTIVE".equals(found.status())).isEmpty()) {
            return List.of();
        }
        return team.ecs().listTasks(list -> list.cluster(NAME).serviceName(key.serviceName())).taskArns().stream()
                .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                .toList();
    }

    java.util.Optional<Service> service(DeploymentKey key) {
        return team
                .ecs()
                .describeServices(describe -> describe.cluster(NAME).services(key.serviceName()))
                .services()
                .stream()
                .findFirst();
    }

    List<Rule> rules() {
        return team.elb().describeRules(describe -> describe.listenerArn(listener)).rules().stream()
                .filter(rule -> !rule.isDefault())
                .toList();
    }

    List<String> targetGroups() {
        return team.elb().describeTargetGroups().targetGroups().stream()
                .map(group -> group.targetGroupArn())
                .toList();
    }

    ReaperConfig config() {
        return ReaperConfig.parse(variables);
    }

    /** One run of the reaper. */
    RunReport reap() {
        return new Reaper(reaper, config(), aws::now, settings()).run(() -> false);
    }

    /** A run after a task of that service has stopped. */
    RunReport reapAfterTask(String service) {
        return new Reaper(reaper, ReaperConfig.parse(variables), aws::now, settings())
                .runAfterTask(service, () -> false);
    }

    /** The reason word that the run gives for {@code key}, or {@code gone}. */
    static String reason(RunReport report, DeploymentKey key) {
        return report.decisions().stream()
                .filter(line -> line.deploymentName().equals(key.name())
                        && line.deploymentId().equals(key.id()))
                .map(RunReport.DecisionLine::reason)
                .findFirst()
                .orElse("gone");
    }

    ConvergeSettings settings() {
        return ConvergeSettings.DEFAULT.waiting(aws::advance);
    }

    List<String> callsByReaper() {
        return aws.calls().stream()
                .filter(call -> call.accessKey().equals(REAPER))
                .map(CallRecord::operation)
                .toList();
    }

    List<String> mutationsByReaper() {
        return callsByReaper().stream()
                .filter(operation -> !operation.matches("(Get|Describe|List).*"))
                .toList();
    }

    void settle() {
        aws.advance(Duration.ofSeconds(30));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private List<software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag> elbTags(DeploymentKey key) {
        return Map.of(
                        Tags.DEPLOYMENT_NAME, key.name(),
                        Tags.DEPLOYMENT_ID, key.id(),
                        Tags.CREATED_AT, aws.now().toString())
                .entrySet()
                .stream()
                .map(tag -> software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag.builder()
                        .key(tag.getKey())
                        .value(tag.getValue())
                        .build())
                .toList();
    }

    @Override
    public void close() {
        team.close();
        reaper.close();
        aws.close();
    }
}
