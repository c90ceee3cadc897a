package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.Converger;
import io.ecsdrain.lifecycle.plan.converge.ConvergeReport;
import io.ecsdrain.localaws.wire.Fault;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The protocol of docs/converge.md over the wire. */
class ConvergerTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey NEW = new DeploymentKey("app", "v10");
    private static final DeploymentKey FOREIGN = new DeploymentKey("app-eu", "v1");
    private static final String REGISTER = "/apps/app/live";

    private ReaperCluster cluster;

    @BeforeEach
    void twoActiveDeploymentsOfOneNameAndOneOfAnother() {
        cluster = new ReaperCluster();
        cluster.deploy(OLD, "active", 2);
        cluster.deploy(FOREIGN, "active", 1);
        cluster.deploy(NEW, "active", 2);
        cluster.defaultAction(OLD);
        cluster.settle();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private ConvergeReport converge() {
        return new Converger(cluster.reaper, ReaperCluster.NAME, cluster.aws::now, cluster.settings()).converge("app");
    }

    private String state(DeploymentKey key) {
        return cluster.team
                .ssm()
                .getParameter(get -> get.name(key.stateParameter()))
                .parameter()
                .value();
    }

    private String defaultGroup() {
        return cluster.fixture.defaultGroup(cluster.listener);
    }

    @Test
    void theNewestActiveWinsAndTheDefaultActionIsLeftAloneWithoutARegister() {
        ConvergeReport report = converge();
        assertThat(report.converged()).isTrue();
        assertThat(report.liveId()).contains(NEW.id());
        assertThat(state(OLD)).isEqualTo("draining");
        assertThat(state(NEW)).isEqualTo("active");
        assertThat(state(FOREIGN)).isEqualTo("active");
        assertThat(defaultGroup()).isEqualTo(cluster.group(OLD));
    }

    /** Its team points it then; to read it would be calls for nothing. */
    @Test
    void withoutARegisterTheLoadBalancerIsNotEvenAsked() {
        converge();
        assertThat(cluster.callsByReaper())
                .isNotEmpty()
                .noneMatch(
                        call -> call.matches("Describe(TargetGroup|TargetHealth|Listener|Rule|LoadBalancer|Tags).*"));
    }

    @Test
    void theRegisterWinsWhenItIsNewestAndTheDefaultActionFollowsIt() {
        cluster.parameter(OLD, "draining");
        cluster.defaultAction(NEW);
        cluster.settle();
        cluster.parameter(REGISTER, OLD.id());
        ConvergeReport report = converge();
        assertThat(report.converged()).isTrue();
        assertThat(report.liveId()).contains(OLD.id());
        assertThat(state(OLD)).isEqualTo("active");
        assertThat(state(NEW)).isEqualTo("draining");
        assertThat(defaultGroup()).isEqualTo(cluster.group(OLD));
        assertThat(report.writes()).hasSize(3);
        assertThat(converge().writes()).isEmpty();
    }

    @Test
    void aDefaultActionOfAnotherNameIsNotTouched() {
        cluster.defaultAction(FOREIGN);
        cluster.parameter(REGISTER, NEW.id());
        assertThat(converge().converged()).isTrue();
        assertThat(defaultGroup()).isEqualTo(cluster.group(FOREIGN));
    }

    @Test
    void theDefaultActionWaitsForHealthyTargets() {
        cluster.team.ecs().updateService(update -> update.cluster(ReaperCluster.NAME)
                .service(NEW.serviceName())
                .desiredCount(0));
        cluster.settle();
        cluster.parameter(REGISTER, NEW.id());
        ConvergeReport report = converge();
        assertThat(report.waiting()).isTrue();
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("waiting for health: 0 of 0 targets of v10 are healthy");
        assertThat(state(OLD)).as("the one that serves").isEqualTo("active");
        assertThat(defaultGroup()).isEqualTo(cluster.group(OLD));
        assertThat(cluster.service(NEW).orElseThrow().desiredCount())
                .as("a team may park its own at zero")
                .isZero();
    }

    @Test
    void aRegisterThatNamesNoServiceDrainsNoDeployment() {
        cluster.parameter(OLD, "draining");
        cluster.settle();
        cluster.parameter(REGISTER, "v99");
        assertThat(converge().writes()).isEmpty();
        assertThat(state(NEW)).isEqualTo("active");
    }

    @Test
    void aServiceThatIsBeingDeletedDrainsNoOther() {
        cluster.parameter(REGISTER, NEW.id());
        cluster.team.ecs().deleteService(delete -> delete.cluster(ReaperCluster.NAME)
                .service(NEW.serviceName())
                .force(true));
        assertThat(cluster.service(NEW).orElseThrow().status()).isEqualTo("DRAINING");
        assertThat(converge().writes()).isEmpty();
        assertThat(state(OLD)).isEqualTo("active");
    }

    @Test
    void aDeployerThatCrashedAfterTheRegisterIsFinishedByTheReaper() {
        DeploymentKey next = new DeploymentKey("app", "v11");
        cluster.parameter(OLD, "draining");
        cluster.defaultAction(NEW);
        cluster.deploy(next, "deploying", 2);
        cluster.reap();
        cluster.parameter(REGISTER, next.id());
        cluster.reap();
        assertThat(state(next)).isEqualTo("active");
        assertThat(state(NEW)).isEqualTo("draining");
        assertThat(defaultGroup()).isEqualTo(cluster.group(next));
    }

    /** A reaper that had seen the other one live comes to its write late; found by random history 179597923006637. */
    @Test
    void whatAnotherMadeDrainingMeanwhileIsMadeActiveBeforeTheDefaultActionLeadsToIt() {
        cluster.defaultAction(NEW);
        cluster.parameter(REGISTER, OLD.id());
        AtomicBoolean late = new AtomicBoolean();
        AwsClients clients = cluster.reaperBefore("describeTargetHealth", () -> {
            if (late.compareAndSet(false, true)) {
                cluster.parameter(OLD, "draining");
            }
        });

        ConvergeReport report =
                new Converger(clients, ReaperCluster.NAME, cluster.aws::now, cluster.settings()).converge("app");

        assertThat(late).isTrue();
        assertThat(report.converged()).isTrue();
        assertThat(state(OLD)).isEqualTo("active");
        assertThat(defaultGroup()).isEqualTo(cluster.group(OLD));
        assertThat(cluster.mutationsByReaper()).startsWith("PutParameter", "ModifyListener");
    }

    @Test
    void aDefaultActionThatLagsBehindIsMovedByAReaperWithNothingElseToDo() {
        cluster.parameter(OLD, "draining");
        cluster.parameter(REGISTER, NEW.id());
        cluster.reap();
        assertThat(defaultGroup()).isEqualTo(cluster.group(NEW));
        cluster.defaultAction(OLD);
        cluster.reap();
        assertThat(defaultGroup()).isEqualTo(cluster.group(NEW));
    }

    @Test
    void withoutTimeItStopsBeforeItsNextPassAndSaysSoWithoutAProblem() {
        java.util.concurrent.atomic.AtomicInteger asked = new java.util.concurrent.atomic.AtomicInteger();
        ConvergeReport report = new Converger(cluster.reaper, ReaperCluster.NAME, cluster.aws::now, cluster.settings())
                .converge("app", () -> asked.incrementAndGet() > 1);
        assertThat(report.cutShort()).isTrue();
        assertThat(report.converged()).isFalse();
        assertThat(report.problems()).isEmpty();
        assertThat(report.writes()).isNotEmpty();
        assertThat(cluster.callsByReaper()).containsOnlyOnce("GetParametersByPath");
    }

    @Test
    void aFailedReadIsTriedAgainAndReportedOnlyIfItLasts() {
        cluster.aws.faults().on("ssm", "GetParametersByPath").times(5).then(Fault.throttle());
        assertThat(converge().converged()).isTrue();
        cluster.aws.faults().on("ssm", "GetParametersByPath").then(Fault.throttle());
        ConvergeReport report = new Converger(
                        cluster.reaper,
                        ReaperCluster.NAME,
                        cluster.aws::now,
                        new io.ecsdrain.lifecycle.execute.ConvergeSettings(
                                java.time.Duration.ofSeconds(5), 2, cluster.aws::advance))
                .converge("app");
        assertThat(report.converged()).isFalse();
        assertThat(report.problems().get(0)).contains("ThrottlingException");
    }
}
