package io.ecsdrain.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.NoLiveResponse;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TargetGroupView;
import io.ecsdrain.inventory.model.TaskView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;

class LiveReaderTest {

    private static final DeploymentKey KEY = new DeploymentKey("app-eu", "1");

    private ObservedCluster cluster;
    private LiveReader reader;

    @BeforeEach
    void start() {
        cluster = new ObservedCluster();
        reader = new LiveReader(cluster.clients, ObservedCluster.NAME);
        cluster.deploy(KEY, "active", 1);
        cluster.settle();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aServiceIsFoundByItsDeploymentAndNotByAnotherOneOfTheSameServiceName() {
        assertThat(reader.service(KEY).found()).hasValueSatisfying(service -> assertThat(service.desiredCount())
                .isEqualTo(1));
        assertThat(reader.service(new DeploymentKey("app", "eu-1")).unknownBecause())
                .hasValueSatisfying(reason -> assertThat(reason).contains("not tagged for app/eu-1"));
        assertThat(reader.service(new DeploymentKey("app", "2"))).isEqualTo(Lookup.missing());
        DeploymentKey other = new DeploymentKey("app", "eu-1");
        assertThat(reader.services(List.of(KEY, other)).get(KEY).found()).isPresent();
        assertThat(reader.services(List.of(KEY, other)).get(other).unknownBecause())
                .isPresent();
        assertThat(reader.taggedServices(List.of(KEY, other)).value().orElseThrow())
                .containsOnlyKeys(KEY);
        assertThat(reader.services("app-eu").value().orElseThrow()).containsOnlyKeys(KEY);
        assertThat(reader.services("app").value().orElseThrow()).isEmpty();
    }

    private List<TaskView> tasks() {
        ServiceView service = reader.service(KEY).found().orElseThrow();
        return reader.tasks(service).value().orElseThrow();
    }

    @Test
    void tasksThatWereToldToStopAreSeenUntilTheyAreStopped() {
        cluster.team.ecs().updateService(update -> update.cluster(ObservedCluster.NAME)
                .service(KEY.serviceName())
                .desiredCount(0));
        cluster.aws.advance(Duration.ofSeconds(5));
        assertThat(tasks()).singleElement().matches(task -> !task.isStopped());
        cluster.aws.advance(Duration.ofMinutes(8));
        assertThat(tasks()).singleElement().satisfies(task -> {
            assertThat(task.isStopped()).isTrue();
            assertThat(task.end()).hasValueSatisfying(end -> {
                assertThat(end.at()).isAfter(task.startedAt().orElseThrow());
                assertThat(end.code()).isEqualTo("ServiceSchedulerInitiated");
                assertThat(end.reason()).startsWith("Scaling activity initiated by");
                assertThat(end.isFailure()).isFalse();
            });
        });
        ServiceView service = reader.service(KEY).found().orElseThrow();
        Map<String, Observed<List<TaskView>>> first = reader.unstoppedTasks(List.of(service));
        assertThat(first.get(service.name()).value().orElseThrow()).hasSize(1);
        assertThat(reader.unstoppedTasks(List.of(service)).get(service.name()).value())
                .as("it was seen STOPPED, which it stays")
                .contains(List.of());
    }

    @Test
    void rulesAndListenersComeWithWhatAwsAnswered() {
        LiveRule rule = reader.rules(cluster.listener).value().orElseThrow().get(0);
        assertThat(rule.raw().ruleArn()).isEqualTo(rule.view().arn());
        assertThat(rule.raw().conditions()).hasSameSizeAs(rule.view().conditions());
        assertThat(rule.view().tags()).containsEntry("deployment_id", "1");
        assertThat(reader.listenersOf(cluster.balancer).value().orElseThrow())
                .singleElement()
                .matches(listener -> listener.arn().equals(cluster.listener)
                        && listener.raw().defaultActions().size() == 1);
        assertThat(reader.listeners(List.of(cluster.listener)).value().orElseThrow())
                .hasSize(1);
        assertThat(reader.listeners(List.of(cluster.listener + "0")).isKnown()).isFalse();
        assertThat(reader.listeners(List.of()).value()).contains(List.of());
    }

    @Test
    void aTargetGroupComesWithItsTargetsAndOneThatIsGoneIsKnownToBe() {
        String arn = reader.service(KEY).found().orElseThrow().targetGroupArns().get(0);
        TargetGroupView group = reader.targetGroup(arn).found().orElseThrow();
        assertThat(group.deregistrationDelaySeconds().value()).contains(300);
        assertThat(group.targets().value().orElseThrow()).hasSize(1);
        assertThat(group.tags()).containsEntry("deployment_name", "app-eu");
        assertThat(reader.targets(arn)).isEqualTo(group.targets());
        String gone = cluster.fixture.targetGroup("gone", java.util.Map.of());
        cluster.team.elb().deleteTargetGroup(delete -> delete.targetGroupArn(gone));
        assertThat(reader.targetGroup(gone)).isEqualTo(Lookup.missing());
    }

    @Test
    void stateRegisterAndAllParametersOfAName() {
        assertThat(reader.state(KEY).found().orElseThrow().value()).isEqualTo("active");
        assertThat(reader.register("app-eu")).isEqualTo(Lookup.missing());
        cluster.fixture.parameter("/apps/app-eu/live", "1");
        assertThat(reader.parameters("app-eu")
                        .value()
                        .orElseThrow()
                        .register()
                        .orElseThrow()
                        .value())
                .isEqualTo("1");
    }

    @Test
    void aScalableTargetIsSeenWithWhatIsSuspended() {
        assertThat(reader.scaling(KEY)).isEqualTo(Lookup.missing());
        cluster.team.scaling().registerScalableTarget(register -> register.serviceNamespace("ecs")
                .scalableDimension("ecs:service:DesiredCount")
                .resourceId("service/prod/" + KEY.serviceName())
                .minCapacity(1)
                .maxCapacity(4)
                .suspendedState(suspended -> suspended.dynamicScalingInSuspended(true)));
        assertThat(reader.scaling(KEY).found()).hasValueSatisfying(scaling -> {
            assertThat(scaling.maxCapacity()).isEqualTo(4);
            assertThat(scaling.scaleInSuspended()).isTrue();
            assertThat(scaling.scaleOutSuspended()).isFalse();
        });
    }

    @Test
    void aDeploymentWithoutATaggedServiceHasNoneThoughOneBearsItsName() {
        assertThat(reader.taggedService(KEY).found().map(ServiceView::name)).contains("svc-app-eu-1");
        assertThat(reader.taggedService(new DeploymentKey("app", "eu-1"))).isEqualTo(Lookup.missing());
        assertThat(reader.taggedService(new DeploymentKey("app", "2"))).isEqualTo(Lookup.missing());
    }

    @Test
    void aServiceIsOwnedByTheDeploymentThatItIsTaggedFor() {
        cluster.fixture.service("foreign", 0, Map.of());
        assertThat(reader.serviceNamed("svc-app-eu-1").found()).hasValueSatisfying(owned -> {
            assertThat(owned.key()).isEqualTo(KEY);
            assertThat(owned.service().desiredCount()).isEqualTo(1);
        });
        assertThat(reader.serviceNamed("foreign")).isEqualTo(Lookup.missing());
        assertThat(reader.serviceNamed("missing")).isEqualTo(Lookup.missing());
        assertThat(reader.services().value().orElseThrow())
                .extracting(ServiceView::name)
                .containsExactlyInAnyOrder("svc-app-eu-1", "foreign");
    }

    @Test
    void aListenerIsVacantOnlyIfItSaysSoInTheBaselinesOwnWords() {
        assertThat(listener().isVacant()).as("503, without a word").isFalse();
        cluster.team.elb().modifyListener(modify -> modify.listenerArn(cluster.listener)
                .defaultActions(Action.builder()
                        .type(ActionTypeEnum.FIXED_RESPONSE)
                        .fixedResponseConfig(answer -> answer.statusCode(Integer.toString(NoLiveResponse.STATUS))
                                .contentType("text/plain")
                                .messageBody(NoLiveResponse.BODY))
                        .build()));
        assertThat(listener().isVacant()).isTrue();
    }

    private LiveListener listener() {
        return reader.listeners(List.of(cluster.listener)).value().orElseThrow().get(0);
    }
}
