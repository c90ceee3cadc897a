package io.ecsdrain.inventory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.Altered;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.inventory.Inventory;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.wire.WireSwitches;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Every paged call of an observation ends: at no marker, at an empty one, and with an error at one that comes again.
 */
@Timeout(60)
class PagingTest {

    private static final String CLUSTER = "prod";
    private static final DeploymentKey KEY = new DeploymentKey("app", "1");

    private LocalAws aws;
    private AwsClients clients;

    @BeforeEach
    void aDrainingDeployment() {
        aws = LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:00Z")).start();
        clients = AwsClients.forTest(aws.endpoint(), "AKREADER");
        ClusterFixture fixture = new ClusterFixture(
                        CLUSTER, clients.ecs(), clients.elb(), clients.ssm(), clients.scaling())
                .createCluster()
                .registerApp();
        String listener = fixture.listener(fixture.loadBalancer("front"), 80);
        fixture.deployment(listener, 1, KEY, "draining", 2, aws.now());
        fixture.parameter(KEY.stateParameter(), "draining");
        fixture.scalable(KEY.serviceName(), 1, 3);
        aws.advance(Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
    }

    private Observed<ClusterSnapshot> observe(AwsClients by) {
        return new Inventory(by).observe(Scope.ofCluster(CLUSTER), aws.now());
    }

    @Test
    void anEmptyMarkerIsTheEndOfEveryPagedCall() {
        ClusterSnapshot usual = observe(clients).value().orElseThrow();
        aws.switches().set(WireSwitches.EMPTY_MARKERS, true);
        assertThat(clients.elb().describeTargetGroups(all -> {}).nextMarker()).isEmpty();
        assertThat(observe(clients).value().orElseThrow()).isEqualTo(usual);
    }

    /** An operation's answers all carry the same marker; AWS takes it as it is, or there would be another error. */
    private AwsClients repeating(String operation, String marker) {
        UnaryOperator<AwsResponse> again = answer ->
                answer.getClass().getSimpleName().equals(operation + "Response") ? marked(answer, marker) : answer;
        return new AwsClients(
                Altered.answers(SsmClient.class, clients.ssm(), AwsResponse.class, again),
                Altered.answers(EcsClient.class, clients.ecs(), AwsResponse.class, again),
                Altered.answers(CloudWatchClient.class, clients.cloudWatch(), AwsResponse.class, again),
                Altered.answers(CloudWatchLogsClient.class, clients.logs(), AwsResponse.class, again),
                Altered.answers(ElasticLoadBalancingV2Client.class, clients.elb(), AwsResponse.class, again),
                Altered.answers(ApplicationAutoScalingClient.class, clients.scaling(), AwsResponse.class, again),
                clients.http(),
                clients.atOnce());
    }

    private static AwsResponse marked(AwsResponse answer, String marker) {
        AwsResponse.Builder builder = answer.toBuilder();
        SdkField<?> field = ((SdkPojo) builder)
                .sdkFields().stream()
                        .filter(each -> each.memberName().matches("(?i)nextToken|nextMarker"))
                        .findFirst()
                        .orElseThrow();
        field.set(builder, marker);
        return builder.build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ListServices",
                "ListTasks",
                "DescribeTargetGroups",
                "DescribeListeners",
                "DescribeRules",
                "GetParametersByPath",
                "DescribeScalableTargets",
                "GetMetricData"
            })
    void aMarkerThatComesAgainIsAnErrorAndWhatWasReadBecomesUnknown(String operation) {
        // Each service's own form of a marker that points nowhere in particular.
        String marker =
                switch (operation) {
                    case "ListServices", "ListTasks" -> "YQ";
                    case "GetParametersByPath" -> "bi8=";
                    case "GetMetricData" -> "page-0-0";
                    default -> "0";
                };
        String reason = operation + ": the same page again";
        Observed<ClusterSnapshot> seen = observe(repeating(operation, marker));
        assertThat(unknowns(seen)).contains(reason);
    }

    private static List<String> unknowns(Observed<ClusterSnapshot> seen) {
        if (!seen.isKnown()) {
            return List.of(seen.unknownBecause().orElseThrow());
        }
        ClusterSnapshot snapshot = seen.value().orElseThrow();
        Deployment draining = snapshot.deployments().get(0);
        List<String> all = new java.util.ArrayList<>();
        snapshot.routing().unknownBecause().ifPresent(all::add);
        snapshot.routing().value().ifPresent(routing -> routing.listeners()
                .forEach(listener -> listener.rules().unknownBecause().ifPresent(all::add)));
        draining.parameter().unknownBecause().ifPresent(all::add);
        draining.tasks().unknownBecause().ifPresent(all::add);
        draining.scaling().unknownBecause().ifPresent(all::add);
        draining.evidence().values().forEach(evidence -> {
            if (evidence instanceof Evidence.Unread unread) {
                all.add(unread.reason());
            }
        });
        return all;
    }
}
