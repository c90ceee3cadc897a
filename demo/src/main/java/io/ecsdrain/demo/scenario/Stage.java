package io.ecsdrain.demo.scenario;

import io.ecsdrain.contract.NoLiveResponse;
import io.ecsdrain.demo.watch.AwsView;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What a team has before its first deployment, made over the wire: a cluster, a load balancer, a listener. */
final class Stage {

    private final EcsClient ecs;
    private final ElasticLoadBalancingV2Client elb;
    private final AwsView view;
    private final String listenerArn;

    Stage(URI endpoint, String region, DemoSettings settings) {
        AwsCredentialsProvider anyone =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("demo-bystander", "local"));
        ecs = at(EcsClient.builder(), endpoint, region, anyone)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        elb = at(ElasticLoadBalancingV2Client.builder(), endpoint, region, anyone)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        view = new AwsView(
                at(SsmClient.builder(), endpoint, region, anyone)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build(),
                ecs,
                at(CloudWatchClient.builder(), endpoint, region, anyone)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build(),
                elb,
                settings.cluster(),
                settings.deploymentName());
        listenerArn = build(settings.cluster());
    }

    private static <B extends AwsClientBuilder<B, ?>> B at(
            B builder, URI endpoint, String region, AwsCredentialsProvider anyone) {
        return builder.endpointOverride(endpoint).region(Region.of(region)).credentialsProvider(anyone);
    }

    private String build(String cluster) {
        ecs.createCluster(request -> request.clusterName(cluster));
        String balancer = elb.createLoadBalancer(
                        request -> request.name("demo").subnets("subnet-11111111", "subnet-22222222"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        return elb.createListener(request -> request.loadBalancerArn(balancer)
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .defaultActions(nothingDeployed()))
                .listeners()
                .get(0)
                .listenerArn();
    }

    private static Action nothingDeployed() {
        return Action.builder()
                .type(ActionTypeEnum.FIXED_RESPONSE)
                .fixedResponseConfig(fixed -> fixed.statusCode(Integer.toString(NoLiveResponse.STATUS))
                        .contentType("text/plain")
                        .messageBody(NoLiveResponse.BODY))
                .build();
    }

    /** As a team sets it on its target groups, whose default of 300 s is long for a demo. */
    void shortenDeregistration(Duration delay) {
        view.targetGroups()
                .forEach(group ->
                        elb.modifyTargetGroupAttributes(request -> request.targetGroupArn(group.targetGroupArn())
                                .attributes(TargetGroupAttribute.builder()
                                        .key("deregistration_delay.timeout_seconds")
                                        .value(Long.toString(delay.toSeconds()))
                                        .build())));
    }

    String listenerArn() {
        return listenerArn;
    }

    AwsView view() {
        return view;
    }
}
