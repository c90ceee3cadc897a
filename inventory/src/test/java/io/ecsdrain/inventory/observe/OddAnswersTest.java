package io.ecsdrain.inventory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.Altered;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.fixture.DeploymentTags;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.Window;
import io.ecsdrain.inventory.observe.EvidenceReader.Subject;
import io.ecsdrain.localaws.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** What is missing in an answer, or was never promised to be in it, is not taken for gone. */
class OddAnswersTest {

    private static final String CLUSTER = "prod";
    private static final DeploymentKey KEY = new DeploymentKey("app", "1");

    private LocalAws aws;
    private AwsClients clients;
    private ClusterFixture fixture;

    @BeforeEach
    void start() {
        aws = LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:00Z")).start();
        clients = AwsClients.forTest(aws.endpoint(), "AKREADER");
        fixture = new ClusterFixture(CLUSTER, clients.ecs(), clients.elb(), clients.ssm(), clients.scaling())
                .createCluster()
                .registerApp();
        fixture.service(KEY.serviceName(), 2, DeploymentTags.service(KEY, "active"));
        aws.advance(Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
    }

    private ServiceReader services(UnaryOperator<DescribeServicesResponse> otherwise) {
        return new ServiceReader(
                Altered.answers(EcsClient.class, clients.ecs(), DescribeServicesResponse.class, otherwise));
    }

    private Observed<?> tasks(UnaryOperator<DescribeTasksResponse> otherwise) {
        EcsClient ecs = Altered.answers(EcsClient.class, clients.ecs(), DescribeTasksResponse.class, otherwise);
        return new TaskReader(ecs).of(CLUSTER, KEY.serviceName());
    }

    private static Failure failure(String arn, String reason) {
        return Failure.builder().arn(arn).reason(reason).build();
    }

    @Test
    void aServiceOfWhichThereIsNoWordIsNotGone() {
        assertThat(services(answer -> answer.toBuilder().services(List.of()).build())
                        .one(CLUSTER, KEY)
                        .unknownBecause())
                .contains("DescribeServices: no word about [svc-app-1]");
    }

    @Test
    void aServiceThatFailedForAnotherReasonThanThatItIsMissingIsNotGone() {
        UnaryOperator<DescribeServicesResponse> refused = answer -> answer.toBuilder()
                .services(List.of())
                .failures(failure(answer.services().get(0).serviceArn(), "ACCESS_DENIED"))
                .build();
        assertThat(services(refused).one(CLUSTER, KEY).unknownBecause().orElseThrow())
                .startsWith("DescribeServices: ACCESS_DENIED arn:aws:ecs:");
    }

    @Test
    void aClusterThatNoServiceTellsIsKnownByNoArn() {
        UnaryOperator<DescribeServicesResponse> silent = answer -> answer.toBuilder()
                .services(answer.services().stream()
                        .map(each -> each.toBuilder().clusterArn(null).build())
                        .toList())
                .build();
        ServiceReader.Listed listed = services(silent).all(CLUSTER).value().orElseThrow();
        assertThat(listed.clusterArn()).isEmpty();
        assertThat(listed.deployments()).containsOnlyKeys(KEY);
    }

    @Test
    void aTaskOfWhichThereIsNoWordIsNotStopped() {
        Observed<?> seen = tasks(
                answer -> answer.toBuilder().tasks(answer.tasks().subList(0, 1)).build());
        assertThat(seen.unknownBecause().orElseThrow()).startsWith("DescribeTasks: no word about [");
    }

    @Test
    void aTaskThatEcsForgotIsLeftOutAndOneThatItRefusesIsNot() {
        String stopped = clients.ecs()
                .listTasks(list -> list.cluster(CLUSTER).serviceName(KEY.serviceName()))
                .taskArns()
                .get(0);
        clients.ecs().stopTask(stop -> stop.cluster(CLUSTER).task(stopped));
        aws.advance(Duration.ofMinutes(10));
        assertThat(((List<?>) tasks(without(stopped, "MISSING")).value().orElseThrow()))
                .hasSize(2);
        assertThat(tasks(without(stopped, "ACCESS_DENIED")).unknownBecause().orElseThrow())
                .startsWith("DescribeTasks: ACCESS_DENIED arn:aws:ecs:");
    }

    private static UnaryOperator<DescribeTasksResponse> without(String arn, String reason) {
        return answer -> answer.toBuilder()
                .tasks(answer.tasks().stream()
                        .filter(task -> !task.taskArn().equals(arn))
                        .toList())
                .failures(failure(arn, reason))
                .build();
    }

    private TargetGroupView group(UnaryOperator<DescribeTargetGroupAttributesResponse> otherwise) {
        String arn = fixture.targetGroup("tg", Map.of());
        ElasticLoadBalancingV2Client elb = Altered.answers(
                ElasticLoadBalancingV2Client.class,
                clients.elb(),
                DescribeTargetGroupAttributesResponse.class,
                otherwise);
        return new TargetGroupReader(elb).one(arn).found().orElseThrow();
    }

    @Test
    void theDelayIsFoundWhereverAmongTheAttributesItStands() {
        TargetGroupAttribute first = TargetGroupAttribute.builder()
                .key("slow_start.duration_seconds")
                .value("30")
                .build();
        TargetGroupAttribute delay = TargetGroupAttribute.builder()
                .key("deregistration_delay.timeout_seconds")
                .value("300")
                .build();
        assertThat(group(answer -> answer.toBuilder().attributes(first, delay).build())
                        .deregistrationDelaySeconds())
                .isEqualTo(Observed.known(300));
    }

    @Test
    void aDelayThatIsNotSaidIsUnknownAndNotZero() {
        TargetGroupView group =
                group(answer -> answer.toBuilder().attributes(List.of()).build());
        assertThat(group.deregistrationDelaySeconds().unknownBecause())
                .contains("DescribeTargetGroupAttributes: no deregistration_delay.timeout_seconds");
        assertThat(group.targets()).isEqualTo(Observed.known(List.of()));
    }

    @Test
    void tagsThatWereAskedForAndNotAnsweredAreUnknown() {
        fixture.targetGroup("tg", Map.of());
        ElasticLoadBalancingV2Client elb = Altered.answers(
                ElasticLoadBalancingV2Client.class,
                clients.elb(),
                DescribeTagsResponse.class,
                answer -> answer.toBuilder().tagDescriptions(List.of()).build());
        assertThat(new TargetGroupReader(elb).all().unknownBecause())
                .contains("DescribeTags: an ARN was asked for and not answered");
    }

    @Test
    void pagesOfMetricsThatDoNotEndAreGivenUpAndNoAnswer() {
        CloudWatchClient cloudWatch = Altered.answers(
                CloudWatchClient.class, clients.cloudWatch(), GetMetricDataResponse.class, answer -> answer.toBuilder()
                        .nextToken("page-0-0")
                        .build());
        Subject task = new Subject(KEY, "t");
        Window window = Window.before(aws.now(), Duration.ofSeconds(60), 3, Duration.ZERO);
        assertThat(new EvidenceReader(cloudWatch).of(List.of(task), window))
                .isEqualTo(Map.of(task, new Evidence.Unread("GetMetricData: the same page again")));
    }

    @Test
    void aServiceThatWasDeletedIsGoneThoughEcsStillDescribesIt() {
        clients.ecs()
                .deleteService(delete ->
                        delete.cluster(CLUSTER).service(KEY.serviceName()).force(true));
        aws.advance(Duration.ofMinutes(2));
        assertThat(clients.ecs()
                        .describeServices(describe -> describe.cluster(CLUSTER).services(KEY.serviceName()))
                        .services())
                .extracting(each -> each.status())
                .containsExactly("INACTIVE");
        assertThat(new ServiceReader(clients.ecs()).one(CLUSTER, KEY)).isEqualTo(Lookup.missing());
    }
}
