package io.ecsdrain.localaws.elbv2;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.TestClients;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** What requests through a load balancer leave in CloudWatch. */
class TrafficMetricsTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final LocalAws aws = LocalAws.builder().clock(START).start();
    private final ElasticLoadBalancingV2Client elb = TestClients.build(ElasticLoadBalancingV2Client.builder(), aws);
    private final CloudWatchClient cloudWatch = TestClients.cloudWatch(aws);
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer app;
    private String loadBalancer;
    private String listener;

    @BeforeEach
    void appBehindAListener() throws Exception {
        app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext("/", exchange -> {
            exchange.sendResponseHeaders(
                    Integer.parseInt(exchange.getRequestURI().getPath().substring(1)), -1);
            exchange.close();
        });
        app.start();
        loadBalancer = elb.createLoadBalancer(r -> r.name("alb").subnets("subnet-a", "subnet-b"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
    }

    @AfterEach
    void close() {
        app.stop(0);
        elb.close();
        cloudWatch.close();
        aws.close();
    }

    private String listensBefore(int port) {
        TargetGroup group = elb.createTargetGroup(r -> r.name("app-" + port)
                        .protocol("HTTP")
                        .port(80)
                        .vpcId("vpc-1")
                        .targetType("ip"))
                .targetGroups()
                .get(0);
        if (port > 0) {
            elb.registerTargets(r -> r.targetGroupArn(group.targetGroupArn())
                    .targets(TargetDescription.builder()
                            .id("127.0.0.1")
                            .port(port)
                            .build()));
        }
        listener = elb.createListener(r -> r.loadBalancerArn(loadBalancer)
                        .protocol("HTTP")
                        .port(8000
                                + elb.describeListeners(d -> d.loadBalancerArn(loadBalancer))
                                        .listeners()
                                        .size())
                        .defaultActions(ElbWorld.forward(group.targetGroupArn())))
                .listeners()
                .get(0)
                .listenerArn();
        return dimension(group.targetGroupArn());
    }

    private static String dimension(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1).replace("loadbalancer/", "");
    }

    private int get(int status) throws Exception {
        URI address = aws.elb().listenerAddress(listener).orElseThrow();
        return http.send(HttpRequest.newBuilder(address.resolve("/" + status)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /** Sum of a metric in each minute that has a value; without a group, of the whole load balancer. */
    private List<Double> sums(String metric, String targetGroup) {
        List<Dimension> dimensions = new ArrayList<>();
        dimensions.add(Dimension.builder()
                .name("LoadBalancer")
                .value(dimension(loadBalancer))
                .build());
        if (targetGroup != null) {
            dimensions.add(
                    Dimension.builder().name("TargetGroup").value(targetGroup).build());
        }
        return cloudWatch
                .getMetricStatistics(r -> r.namespace("AWS/ApplicationELB")
                        .metricName(metric)
                        .dimensions(dimensions)
                        .startTime(START)
                        .endTime(START.plusSeconds(600))
                        .period(60)
                        .statistics(Statistic.SUM))
                .datapoints()
                .stream()
                .map(Datapoint::sum)
                .toList();
    }

    @Test
    void eachTargetGroupsAnswersAreCountedByMinute() throws Exception {
        String group = listensBefore(app.getAddress().getPort());
        for (int status : new int[] {200, 204, 500, 503, 404}) {
            assertThat(get(status)).isEqualTo(status);
        }
        assertThat(sums("RequestCount", group)).as("the minute is not over").isEmpty();
        aws.advance(Duration.ofMinutes(1));
        get(500);
        aws.advance(Duration.ofMinutes(3));

        assertThat(sums("RequestCount", group)).containsExactly(5.0, 1.0);
        assertThat(sums("HTTPCode_Target_5XX_Count", group)).containsExactly(2.0, 1.0);
        assertThat(sums("HTTPCode_Target_2XX_Count", group)).containsExactly(2.0);
        assertThat(sums("HTTPCode_Target_4XX_Count", null)).containsExactly(1.0);
        assertThat(sums("HTTPCode_ELB_5XX_Count", null)).isEmpty();
    }

    @Test
    void aTargetThatIsGoneShowsAsConnectionErrorOfItsGroupAndAs502OfTheLoadBalancer() throws Exception {
        int gone;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            gone = free.getLocalPort();
        }
        String group = listensBefore(gone);
        assertThat(get(200)).isEqualTo(502);
        aws.advance(Duration.ofMinutes(1));

        assertThat(sums("TargetConnectionErrorCount", group)).containsExactly(1.0);
        assertThat(sums("RequestCount", group)).containsExactly(1.0);
        assertThat(sums("HTTPCode_Target_5XX_Count", group)).isEmpty();
        assertThat(sums("HTTPCode_ELB_502_Count", null)).containsExactly(1.0);
        assertThat(sums("HTTPCode_ELB_5XX_Count", group)).isEmpty();
    }

    @Test
    void aGroupWithoutTargetsShowsAs503OfTheLoadBalancerAlone() throws Exception {
        String group = listensBefore(0);
        assertThat(get(200)).isEqualTo(503);
        aws.advance(Duration.ofMinutes(1));

        assertThat(sums("HTTPCode_ELB_503_Count", null)).containsExactly(1.0);
        assertThat(sums("RequestCount", group)).isEmpty();
    }

    @Test
    void anAlarmOnAGroupsErrorsRings() throws Exception {
        String group = listensBefore(app.getAddress().getPort());
        cloudWatch.putMetricAlarm(put -> put.alarmName("errors")
                .namespace("AWS/ApplicationELB")
                .metricName("HTTPCode_Target_5XX_Count")
                .dimensions(
                        Dimension.builder()
                                .name("LoadBalancer")
                                .value(dimension(loadBalancer))
                                .build(),
                        Dimension.builder().name("TargetGroup").value(group).build())
                .statistic(Statistic.SUM)
                .period(60)
                .evaluationPeriods(1)
                .threshold(1.0)
                .treatMissingData("notBreaching")
                .comparisonOperator("GreaterThanOrEqualToThreshold"));
        get(200);
        aws.advance(Duration.ofMinutes(1));
        assertThat(state()).isEqualTo("OK");
        get(500);
        aws.advance(Duration.ofMinutes(1));
        assertThat(state()).isEqualTo("ALARM");
        aws.advance(Duration.ofMinutes(3));
        assertThat(state()).isEqualTo("OK");
    }

    private String state() {
        return cloudWatch.describeAlarms().metricAlarms().get(0).stateValueAsString();
    }
}
