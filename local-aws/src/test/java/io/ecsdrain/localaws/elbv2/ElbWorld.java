package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.cloudwatch.CloudWatch;
import io.ecsdrain.localaws.links.TaskMode;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.wire.AwsServer;
import io.ecsdrain.localaws.wire.CallLog;
import io.ecsdrain.localaws.wire.Dispatcher;
import io.ecsdrain.localaws.wire.FaultPlan;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** ELBv2 alone behind a real server, a real client for it, and a time that the test moves. */
final class ElbWorld implements AutoCloseable {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    final World world = new World("123456789012", "eu-west-1", TaskMode.INERT, () -> now);
    final Elb elb = new Elb(world, new CloudWatch(world), true);
    private final AwsServer server =
            new AwsServer(new Dispatcher(world, new FaultPlan(), new CallLog(), List.of(elb.operations())), List.of());
    final ElasticLoadBalancingV2Client client;

    ElbWorld() {
        world.onTick(elb);
        client = ElasticLoadBalancingV2Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.start(0)))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    void advance(Duration by) {
        world.locked(() -> now = now.plus(by));
        world.tick();
    }

    String loadBalancer(String name) {
        return client.createLoadBalancer(r -> r.name(name).subnets("subnet-a", "subnet-b"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
    }

    /** A listener that answers 404 unless a rule says otherwise. */
    Listener listener(String loadBalancerArn, int port) {
        return client.createListener(r -> r.loadBalancerArn(loadBalancerArn)
                        .protocol(ProtocolEnum.HTTP)
                        .port(port)
                        .defaultActions(fixed("404", "nothing here")))
                .listeners()
                .get(0);
    }

    String listener() {
        return listener(loadBalancer("alb"), 80).listenerArn();
    }

    TargetGroup targetGroup(String name) {
        return client.createTargetGroup(r -> r.name(name)
                        .protocol(ProtocolEnum.HTTP)
                        .port(8080)
                        .vpcId("vpc-1")
                        .targetType(TargetTypeEnum.IP))
                .targetGroups()
                .get(0);
    }

    Rule rule(String listenerArn, int priority, RuleCondition condition, Action action) {
        return client.createRule(r -> r.listenerArn(listenerArn)
                        .priority(priority)
                        .conditions(condition)
                        .actions(action))
                .rules()
                .get(0);
    }

    static Action fixed(String status, String body) {
        return Action.builder()
                .type(ActionTypeEnum.FIXED_RESPONSE)
                .fixedResponseConfig(f -> f.statusCode(status).messageBody(body))
                .build();
    }

    static Action forward(String targetGroupArn) {
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .targetGroupArn(targetGroupArn)
                .build();
    }

    static RuleCondition header(String name, String... values) {
        return RuleCondition.builder()
                .field("http-header")
                .httpHeaderConfig(c -> c.httpHeaderName(name).values(values))
                .build();
    }

    static RuleCondition path(String... values) {
        return RuleCondition.builder()
                .field("path-pattern")
                .pathPatternConfig(c -> c.values(values))
                .build();
    }

    void register(String targetGroupArn, String ip, int port) {
        client.registerTargets(r -> r.targetGroupArn(targetGroupArn)
                .targets(TargetDescription.builder().id(ip).port(port).build()));
    }

    TargetHealth health(String targetGroupArn, String ip, int port) {
        return client.describeTargetHealth(r -> r.targetGroupArn(targetGroupArn)
                        .targets(TargetDescription.builder().id(ip).port(port).build()))
                .targetHealthDescriptions()
                .get(0)
                .targetHealth();
    }

    /** Of a listener's rules, in the order in which they are described. */
    List<String> priorities(String listenerArn) {
        return client.describeRules(r -> r.listenerArn(listenerArn)).rules().stream()
                .map(Rule::priority)
                .toList();
    }

    @Override
    public void close() {
        client.close();
        elb.close();
        server.close();
    }
}
