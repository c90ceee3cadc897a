package io.ecsdrain.inventory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.model.ServiceView;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;

/** Who moves a service's tasks and clients, as DescribeServices tells it. */
class ManagementTest {

    private static Service.Builder service() {
        return Service.builder()
                .serviceName("svc-app-v1")
                .serviceArn("arn:service/c/svc-app-v1")
                .status("ACTIVE")
                .createdAt(Instant.EPOCH)
                .desiredCount(1)
                .runningCount(1)
                .pendingCount(0);
    }

    private static Arguments raw(UnaryOperator<Service.Builder> change, String manager) {
        return Arguments.of(change.apply(service()).build(), manager);
    }

    static Stream<Arguments> managers() {
        return Stream.of(
                raw(raw -> raw, null),
                raw(
                        raw -> raw.schedulingStrategy("REPLICA")
                                .resourceManagementType("CUSTOMER")
                                .deploymentController(controller -> controller.type("ECS"))
                                .deploymentConfiguration(configuration -> configuration.strategy("ROLLING")),
                        null),
                raw(raw -> raw.deploymentConfiguration(with -> with.maximumPercent(200)), null),
                raw(raw -> raw.deploymentConfiguration(with -> with.strategy("BLUE_GREEN")), "BLUE_GREEN"),
                raw(raw -> raw.deploymentConfiguration(with -> with.strategy("LINEAR")), "LINEAR"),
                raw(raw -> raw.deploymentConfiguration(with -> with.strategy("CANARY")), "CANARY"),
                raw(raw -> raw.deploymentConfiguration(with -> with.strategy("A_LATER_ONE")), "A_LATER_ONE"),
                raw(raw -> raw.deploymentController(with -> with.type("CODE_DEPLOY")), "CODE_DEPLOY"),
                raw(raw -> raw.deploymentController(with -> with.type("EXTERNAL")), "EXTERNAL"),
                raw(raw -> raw.schedulingStrategy("DAEMON"), "DAEMON"),
                raw(raw -> raw.resourceManagementType("ECS"), "resourceManagementType ECS"));
    }

    @ParameterizedTest
    @MethodSource("managers")
    void whateverIsNoRollingReplicaOfItsCustomerIsManagedElsewhere(Service raw, String manager) {
        Optional<String> said = ServiceViews.of(raw).managedBy();
        assertThat(said.isPresent()).isEqualTo(manager != null);
        said.ifPresent(by -> assertThat(by).contains(manager));
    }

    @Test
    void theAlternateGroupAndBothRulesAreItsOwn() {
        ServiceView view = ServiceViews.of(service()
                .loadBalancers(LoadBalancer.builder()
                        .targetGroupArn("tg/blue")
                        .advancedConfiguration(advanced -> advanced.alternateTargetGroupArn("tg/green")
                                .productionListenerRule("rule/production")
                                .testListenerRule("rule/test"))
                        .build())
                .build());
        assertThat(view.targetGroupArns()).containsExactly("tg/blue", "tg/green");
        assertThat(view.shiftedRuleArns()).containsExactly("rule/production", "rule/test");
        assertThat(view.soleTargetGroup()).isEmpty();
    }

    @Test
    void anOrdinaryServiceHasOneGroupToLeadClientsTo() {
        Service raw = service()
                .loadBalancers(LoadBalancer.builder().targetGroupArn("tg/1").build())
                .build();
        assertThat(ServiceViews.of(raw).soleTargetGroup()).contains("tg/1");
        assertThat(ServiceViews.of(raw.toBuilder().schedulingStrategy("DAEMON").build())
                        .soleTargetGroup())
                .isEmpty();
    }
}
