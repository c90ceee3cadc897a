package io.ecsdrain.inventory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.Altered;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.inventory.Inventory;
import io.ecsdrain.inventory.LiveReader;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.ecs.EcsSwitches;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;

/** Two answers of one look that contradict each other: neither is believed. */
class ContradictionsTest {

    private static final String CLUSTER = "prod";
    private static final DeploymentKey KEY = new DeploymentKey("app", "1");

    private LocalAws aws;
    private AwsClients clients;
    private ClusterFixture fixture;
    private String listener;

    @BeforeEach
    void aDrainingDeploymentOfTwoTasks() {
        aws = LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:00Z")).start();
        clients = AwsClients.forTest(aws.endpoint(), "AKREADER");
        fixture = new ClusterFixture(CLUSTER, clients.ecs(), clients.elb(), clients.ssm(), clients.scaling())
                .createCluster()
                .registerApp();
        listener = fixture.listener(fixture.loadBalancer("front"), 80);
        fixture.deployment(listener, 1, KEY, "draining", 2, aws.now());
        fixture.parameter(KEY.stateParameter(), "draining");
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

    private Deployment seen(AwsClients by) {
        return observe(by).value().orElseThrow().deployments().get(0);
    }

    private <R extends AwsResponse> AwsClients ecs(Class<R> which, UnaryOperator<R> otherwise) {
        return new AwsClients(
                clients.ssm(),
                Altered.answers(EcsClient.class, clients.ecs(), which, otherwise),
                clients.cloudWatch(),
                clients.logs(),
                clients.elb(),
                clients.scaling(),
                clients.http(),
                clients.atOnce());
    }

    private AwsClients elb(ElasticLoadBalancingV2Client otherwise) {
        return new AwsClients(
                clients.ssm(),
                clients.ecs(),
                clients.cloudWatch(),
                clients.logs(),
                otherwise,
                clients.scaling(),
                clients.http(),
                clients.atOnce());
    }

    @Test
    void fewerTasksThanTheServiceCountsAreNoTaskList() {
        aws.switches().set(EcsSwitches.LIST_OF_RUNNING_EMPTY_EVERY, 1);
        assertThat(seen(clients).tasks().unknownBecause())
                .contains("ListTasks shows 0 tasks that have not stopped, DescribeServices counts 2");
    }

    @Test
    void stoppedTasksDoNotMakeUpForRunningOnesThatAreNotListed() {
        clients.ecs().listTasks(all -> all.cluster(CLUSTER)).taskArns().forEach(arn -> clients.ecs()
                .stopTask(stop -> stop.cluster(CLUSTER).task(arn)));
        aws.advance(Duration.ofMinutes(10));
        assertThat(seen(clients).tasks().value().orElseThrow()).hasSize(4);
        aws.switches().set(EcsSwitches.LIST_OF_RUNNING_EMPTY_EVERY, 1);
        assertThat(seen(clients).tasks().isKnown()).isFalse();
    }

    @ParameterizedTest(name = "runningCount includes DEACTIVATING: {0}")
    @ValueSource(booleans = {true, false})
    void tasksOnTheirWayOutAreAsManyAsTheServiceCountsOrMore(boolean included) {
        aws.switches().set(EcsSwitches.RUNNING_COUNT_INCLUDES_DEACTIVATING, included);
        clients.ecs()
                .updateService(update ->
                        update.cluster(CLUSTER).service(KEY.serviceName()).desiredCount(0));
        for (int second = 0; second < 400; second += 7) {
            aws.advance(Duration.ofSeconds(7));
            assertThat(seen(clients).tasks().isKnown()).as("second %d", second).isTrue();
        }
    }

    @Test
    void justBeforeDestroyingTooFewerTasksThanCountedAreUnknown() {
        LiveReader reader = new LiveReader(clients, CLUSTER);
        ServiceView service = reader.service(KEY).found().orElseThrow();
        aws.switches().set(EcsSwitches.LIST_OF_RUNNING_EMPTY_EVERY, 1);
        assertThat(reader.tasks(service).isKnown()).isFalse();
    }

    @Test
    void aTaskListedAsRunningThatDescribeTasksDoesNotKnowIsNotForgotten() {
        AwsClients forgetful = ecs(DescribeTasksResponse.class, answer -> answer.toBuilder()
                .tasks(answer.tasks().subList(0, 1))
                .failures(missing(answer.tasks().get(1).taskArn()))
                .build());
        assertThat(seen(forgetful).tasks().unknownBecause().orElseThrow())
                .startsWith("ListTasks shows ")
                .endsWith(", DescribeTasks does not");
    }

    @Test
    void aTaskThatDescribeTasksDoesNotKnowIsNotForgottenJustBeforeDestroyingEither() {
        ServiceView service =
                new LiveReader(clients, CLUSTER).service(KEY).found().orElseThrow();
        AwsClients forgetful = ecs(DescribeTasksResponse.class, answer -> answer.toBuilder()
                .tasks(List.of())
                .failures(answer.tasks().stream()
                        .map(each -> missing(each.taskArn()))
                        .toList())
                .build());

        assertThat(new LiveReader(forgetful, CLUSTER)
                        .tasks(service)
                        .unknownBecause()
                        .orElseThrow())
                .endsWith(", DescribeTasks does not");
    }

    private static Failure missing(String arn) {
        return Failure.builder().arn(arn).reason("MISSING").build();
    }

    @Test
    void aListedServiceThatDescribeServicesDoesNotKnowIsNotGone() {
        AwsClients forgetful = ecs(DescribeServicesResponse.class, answer -> answer.toBuilder()
                .services(List.of())
                .failures(answer.services().stream()
                        .map(each -> missing(each.serviceArn()))
                        .toList())
                .build());
        assertThat(observe(forgetful).unknownBecause())
                .contains("ListServices shows [svc-app-1], DescribeServices does not");
    }

    @Test
    void aTargetGroupOfAServiceThatTheListOfAllLeavesOutMakesRoutesUnknown() {
        AwsClients forgetful = elb((ElasticLoadBalancingV2Client) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ElasticLoadBalancingV2Client.class},
                (self, method, in) -> {
                    boolean request = in[0] instanceof software.amazon.awssdk.awscore.AwsRequest;
                    if (!request) {
                        return java.lang.reflect.InvocationHandler.invokeDefault(self, method, in);
                    }
                    boolean all = in[0] instanceof DescribeTargetGroupsRequest asked
                            && asked.targetGroupArns().isEmpty();
                    return all ? DescribeTargetGroupsResponse.builder().build() : method.invoke(clients.elb(), in);
                }));
        assertThat(observe(forgetful)
                        .value()
                        .orElseThrow()
                        .routing()
                        .unknownBecause()
                        .orElseThrow())
                .startsWith("DescribeTargetGroups lists no arn:")
                .endsWith(", which exists");
    }

    @Test
    void aTargetGroupOfAServiceThatWasDeletedLeavesRoutesKnown() {
        clients.elb().describeRules(rules -> rules.listenerArn(listener)).rules().stream()
                .filter(rule -> !rule.isDefault())
                .forEach(rule -> clients.elb().deleteRule(delete -> delete.ruleArn(rule.ruleArn())));
        clients.elb().describeTargetGroups(all -> {}).targetGroups().forEach(group -> clients.elb()
                .deleteTargetGroup(delete -> delete.targetGroupArn(group.targetGroupArn())));
        assertThat(observe(clients).value().orElseThrow().routing().isKnown()).isTrue();
    }

    @Test
    void aListenerThatIsAskedForAndLeftOutIsNotGone() {
        ElasticLoadBalancingV2Client silent = Altered.answers(
                ElasticLoadBalancingV2Client.class,
                clients.elb(),
                DescribeListenersResponse.class,
                answer -> DescribeListenersResponse.builder().build());
        assertThat(new ListenerReader(silent).byArns(List.of(listener)).unknownBecause())
                .contains("DescribeListeners: no word about [" + listener + "]");
    }

    @Test
    void aTargetGroupThatIsAskedForAndLeftOutIsNotGone() {
        ElasticLoadBalancingV2Client silent = Altered.answers(
                ElasticLoadBalancingV2Client.class,
                clients.elb(),
                DescribeTargetGroupsResponse.class,
                answer -> DescribeTargetGroupsResponse.builder().build());
        String arn = fixture.targetGroup("another", Map.of());
        assertThat(new TargetGroupReader(silent).one(arn).unknownBecause())
                .contains("DescribeTargetGroups: no word about " + arn);
    }
}
