package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.NoLiveResponse;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.Converger;
import io.ecsdrain.lifecycle.plan.converge.ConvergeReport;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/** CloudFormation sends the baseline listener's answer again when anything else of the listener changes. */
class BaselineAnswerTest {

    private static final DeploymentKey LIVE = new DeploymentKey("app", "v1");
    private static final DeploymentKey OLDER = new DeploymentKey("app", "v0");
    private static final DeploymentKey FOREIGN = new DeploymentKey("app-eu", "v1");

    private ReaperCluster cluster;

    @BeforeEach
    void aLiveDeployment() {
        cluster = new ReaperCluster();
        cluster.deploy(LIVE, "active", 1);
        cluster.parameter("/apps/app/live", LIVE.id());
        cluster.defaultAction(LIVE);
        cluster.reap();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void answer(String listener, String body) {
        cluster.team.elb().modifyListener(modify -> modify.listenerArn(listener).defaultActions(fixed(body)));
    }

    private static Action fixed(String body) {
        return Action.builder()
                .type(ActionTypeEnum.FIXED_RESPONSE)
                .fixedResponseConfig(answer -> answer.statusCode(Integer.toString(NoLiveResponse.STATUS))
                        .contentType("text/plain")
                        .messageBody(body))
                .build();
    }

    private String defaultGroup(String listener) {
        return cluster.fixture.defaultGroup(listener);
    }

    @Test
    void itIsReplacedByTheLiveDeploymentInTheNextRun() {
        answer(cluster.listener, NoLiveResponse.BODY);
        cluster.reap();
        assertThat(defaultGroup(cluster.listener)).isEqualTo(cluster.group(LIVE));
        int before = cluster.mutationsByReaper().size();
        cluster.reap();
        assertThat(cluster.mutationsByReaper()).hasSize(before);
    }

    @Test
    void aPageThatTheTeamPutUpStays() {
        answer(cluster.listener, "back at noon");
        cluster.reap();
        assertThat(defaultGroup(cluster.listener)).isNull();
    }

    @Test
    void itWaitsForHealthyTargets() {
        cluster.team.ecs().updateService(update -> update.cluster(ReaperCluster.NAME)
                .service(LIVE.serviceName())
                .desiredCount(0));
        cluster.settle();
        answer(cluster.listener, NoLiveResponse.BODY);
        cluster.reap();
        assertThat(defaultGroup(cluster.listener)).isNull();
    }

    @Test
    void withoutARegisterItIsTheTeamsOwnAffair() {
        cluster.team.ssm().deleteParameter(delete -> delete.name("/apps/app/live"));
        answer(cluster.listener, NoLiveResponse.BODY);
        cluster.reap();
        assertThat(defaultGroup(cluster.listener)).isNull();
    }

    @Test
    void aListenerOnWhichTheLiveDeploymentHasNoRuleIsNoneOfItsBusiness() {
        String other = cluster.team
                .elb()
                .createListener(create -> create.loadBalancerArn(cluster.balancer)
                        .protocol(ProtocolEnum.HTTP)
                        .port(81)
                        .defaultActions(fixed(NoLiveResponse.BODY)))
                .listeners()
                .get(0)
                .listenerArn();
        answer(cluster.listener, NoLiveResponse.BODY);
        cluster.reap();
        assertThat(defaultGroup(cluster.listener)).isEqualTo(cluster.group(LIVE));
        assertThat(defaultGroup(other)).isNull();
    }

    @Test
    void aDefaultActionThatIsMovedBetweenReadAndWriteIsNotOverruled() {
        cluster.deploy(FOREIGN, "active", 1);
        answer(cluster.listener, NoLiveResponse.BODY);
        writesNothingIf(() -> cluster.defaultAction(FOREIGN));
        assertThat(defaultGroup(cluster.listener)).isEqualTo(cluster.group(FOREIGN));
    }

    @Test
    void aPageThatIsPutUpBetweenReadAndWriteIsNotOverruled() {
        answer(cluster.listener, NoLiveResponse.BODY);
        writesNothingIf(() -> answer(cluster.listener, "back at noon"));
        assertThat(defaultGroup(cluster.listener)).isNull();
    }

    @Test
    void aDefaultActionThatAnotherNameTakesBetweenReadAndWriteIsNotOverruled() {
        cluster.deploy(FOREIGN, "active", 1);
        cluster.deploy(OLDER, "draining", 1);
        cluster.defaultAction(OLDER);
        writesNothingIf(() -> cluster.defaultAction(FOREIGN));
        assertThat(defaultGroup(cluster.listener)).isEqualTo(cluster.group(FOREIGN));
    }

    private void writesNothingIf(Runnable happensBetweenReadAndWrite) {
        ConvergeReport report = new Converger(
                        beforeRead(2, happensBetweenReadAndWrite),
                        ReaperCluster.NAME,
                        cluster.aws::now,
                        cluster.settings())
                .converge("app");
        assertThat(report.converged()).isTrue();
        assertThat(report.writes()).isEmpty();
    }

    /**
     * Something happens just before the n-th reading of listeners; the writer's own is the one after that of the pass.
     */
    private AwsClients beforeRead(int which, Runnable happens) {
        AtomicInteger reads = new AtomicInteger();
        AwsClients real = cluster.reaper;
        Object elb = Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ElasticLoadBalancingV2Client.class},
                (self, method, arguments) -> {
                    if (method.getName().startsWith("describeListeners") && reads.incrementAndGet() == which) {
                        happens.run();
                    }
                    return method.invoke(real.elb(), arguments);
                });
        return new AwsClients(
                real.ssm(),
                real.ecs(),
                real.cloudWatch(),
                real.logs(),
                (ElasticLoadBalancingV2Client) elb,
                real.scaling(),
                real.http(),
                real.atOnce());
    }
}
