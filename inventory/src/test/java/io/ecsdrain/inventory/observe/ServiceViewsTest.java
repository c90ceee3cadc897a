package io.ecsdrain.inventory.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.contract.TagState;
import io.ecsdrain.inventory.model.ServiceView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Tag;

class ServiceViewsTest {

    private static Service.Builder whole() {
        return Service.builder()
                .serviceArn("arn:service/c/svc-app-v1")
                .serviceName("svc-app-v1")
                .status("ACTIVE")
                .createdAt(Instant.EPOCH)
                .desiredCount(3)
                .runningCount(2)
                .pendingCount(1)
                .tags(
                        Tag.builder().key("state").value("draining").build(),
                        Tag.builder().key("flag").build())
                .loadBalancers(
                        LoadBalancer.builder().targetGroupArn("tg/1").build(),
                        LoadBalancer.builder().loadBalancerName("classic").build(),
                        LoadBalancer.builder().targetGroupArn("tg/1").build());
    }

    @Test
    void whatEcsAnsweredIsKeptATagWithoutAValueAsAnEmptyOneEachGroupOnce() {
        assertThat(ServiceViews.of(whole().build()))
                .isEqualTo(new ServiceView(
                        "arn:service/c/svc-app-v1",
                        "svc-app-v1",
                        "ACTIVE",
                        Instant.EPOCH,
                        3,
                        2,
                        1,
                        Map.of("state", "draining", "flag", ""),
                        List.of("tg/1"),
                        ""));
    }

    @ParameterizedTest
    @CsvSource({"ENABLED, true", "DISABLED, false", ", false"})
    void aServiceThatNeverSaidItDoesNotRebalance(AvailabilityZoneRebalancing said, boolean rebalances) {
        assertThat(ServiceViews.of(whole().availabilityZoneRebalancing(said).build())
                        .rebalances())
                .isEqualTo(rebalances);
    }

    @Test
    void aCountThatIsAbsentIsNotZero() {
        Map<String, UnaryOperator<Service.Builder>> without = Map.of(
                "desiredCount", raw -> raw.desiredCount(null),
                "runningCount", raw -> raw.runningCount(null),
                "pendingCount", raw -> raw.pendingCount(null),
                "createdAt", raw -> raw.createdAt(null));
        without.forEach((member, change) -> assertThatThrownBy(
                        () -> ServiceViews.of(change.apply(whole()).build()))
                .isInstanceOf(Reading.Failed.class)
                .hasMessage("DescribeServices: no " + member + " of svc-app-v1"));
    }

    @ParameterizedTest
    @CsvSource({"svc, svc", "arn:service/svc, svc", "arn:service/cluster/svc, svc"})
    void theShortNameIsBehindTheLastSlash(String arn, String name) {
        assertThat(ServiceViews.shortName(arn)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"draining, DRAINING, true", "draining, ACTIVE, false", "odd, DRAINING, false", ", DRAINING, false"})
    void aStateIsTaggedIfTheTagSaysItsWord(String word, TagState state, boolean tagged) {
        ServiceView service = ServiceViews.of(whole().tags(
                        word == null
                                ? List.of()
                                : List.of(Tag.builder().key("state").value(word).build()))
                .build());

        assertThat(service.isTagged(state)).isEqualTo(tagged);
    }
}
