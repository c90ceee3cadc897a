package io.ecsdrain.demo.watch;

import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.localaws.LocalAws;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** One deployment, {@code release-a} of {@code shop}, made and changed by plain SDK calls as others would. */
public final class WatchedCloud implements AutoCloseable {

    static final String ID = "release-a";
    private static final String CLUSTER = "c";
    private static final String SERVICE = "shop-release-a";

    public final LocalAws aws = LocalAws.builder().start();
    private final SsmClient ssm = client(SsmClient.builder());
    private final EcsClient ecs = client(EcsClient.builder());
    private final CloudWatchClient cloudWatch = client(CloudWatchClient.builder());
    private final ElasticLoadBalancingV2Client elb = client(ElasticLoadBalancingV2Client.builder());
    private final String rule;

    public WatchedCloud() {
        String group = elb.createTargetGroup(create -> create.name("g")
                        .protocol(ProtocolEnum.HTTP)
                        .port(8080)
                        .vpcId("vpc-1")
                        .targetType(TargetTypeEnum.IP))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        rule = rule(listener(), group);
        service(group);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(aws.endpoint())
                .region(Region.of(aws.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(once -> once.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    private String listener() {
        String balancer = elb.createLoadBalancer(create -> create.name("lb").subnets("subnet-1", "subnet-2"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        Action refused = Action.builder()
                .type(ActionTypeEnum.FIXED_RESPONSE)
                .fixedResponseConfig(fixed -> fixed.statusCode("503"))
                .build();
        return elb.createListener(create -> create.loadBalancerArn(balancer)
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .defaultActions(refused))
                .listeners()
                .get(0)
                .listenerArn();
    }

    private String rule(String listener, String group) {
        return elb.createRule(create -> create.listenerArn(listener)
                        .priority(10)
                        .conditions(everyone())
                        .actions(Action.builder()
                                .type(ActionTypeEnum.FORWARD)
                                .targetGroupArn(group)
                                .build()))
                .rules()
                .get(0)
                .ruleArn();
    }

    private void service(String group) {
        ecs.createCluster(create -> create.clusterName(CLUSTER));
        ecs.registerTaskDefinition(register -> register.family("app")
                .networkMode(NetworkMode.AWSVPC)
                .containerDefinitions(ContainerDefinition.builder()
                        .name("app")
                        .image("app:1")
                        .portMappings(PortMapping.builder().containerPort(8080).build())
                        .build()));
        ecs.createService(create -> create.cluster(CLUSTER)
                .serviceName(SERVICE)
                .taskDefinition("app")
                .desiredCount(1)
                .loadBalancers(LoadBalancer.builder()
                        .targetGroupArn(group)
                        .containerName("app")
                        .containerPort(8080)
                        .build())
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("subnet-1")))
                .tags(tag(Tags.DEPLOYMENT_NAME, "shop"), tag(Tags.DEPLOYMENT_ID, ID)));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static RuleCondition everyone() {
        return RuleCondition.builder()
                .field("path-pattern")
                .pathPatternConfig(path -> path.values("/*"))
                .build();
    }

    public AwsView view() {
        return new AwsView(ssm, ecs, cloudWatch, elb, CLUSTER, "shop");
    }

    void state(String word) {
        ssm.putParameter(put -> put.name(ParameterPaths.state("shop", ID))
                .value(word)
                .type(ParameterType.STRING)
                .overwrite(true));
    }

    void tagState(String word) {
        String arn = view().services().get(ID).serviceArn();
        ecs.tagResource(tag -> tag.resourceArn(arn).tags(tag(Tags.STATE, word)));
    }

    /** Adds a source address that clients must have. */
    void onlyFor(String addresses) {
        List<RuleCondition> conditions = new ArrayList<>(List.of(everyone()));
        conditions.add(RuleCondition.builder()
                .field("source-ip")
                .sourceIpConfig(source -> source.values(addresses))
                .build());
        elb.modifyRule(modify -> modify.ruleArn(rule).conditions(conditions));
    }

    String taskId() {
        String arn = ecs.listTasks(list -> list.cluster(CLUSTER)).taskArns().get(0);
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    boolean hasTask() {
        return ecs.listTasks(list -> list.cluster(CLUSTER)).hasTaskArns()
                && !ecs.listTasks(list -> list.cluster(CLUSTER)).taskArns().isEmpty();
    }

    void ready(String taskId, int value, Instant at) {
        MetricDatum datum = MetricDatum.builder()
                .metricName("ShutdownReady")
                .value((double) value)
                .timestamp(at)
                .storageResolution(1)
                .dimensions(
                        dimension("deployment_name", "shop"),
                        dimension("deployment_id", ID),
                        dimension("task_id", taskId))
                .build();
        cloudWatch.putMetricData(put -> put.namespace("App/Drain").metricData(List.of(datum)));
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    void desired(int count) {
        ecs.updateService(update -> update.cluster(CLUSTER).service(SERVICE).desiredCount(count));
    }

    void delete() {
        ecs.deleteService(delete -> delete.cluster(CLUSTER).service(SERVICE).force(true));
    }

    @Override
    public void close() {
        ssm.close();
        ecs.close();
        cloudWatch.close();
        elb.close();
        aws.close();
    }
}
