package io.ecsdrain.localaws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.TestClients;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.EcsException;

class RateLimitsTest {

    private LocalAws aws;
    private EcsClient ecs;

    @BeforeEach
    void start() {
        aws = LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:00Z")).start();
        ecs = TestClients.build(EcsClient.builder(), aws);
        ecs.createCluster(create -> create.clusterName("c"));
    }

    @AfterEach
    void stop() {
        ecs.close();
        aws.close();
    }

    /** How many of so many calls, one after the other, are answered. */
    private long answered(int calls, Runnable call) {
        return IntStream.range(0, calls)
                .filter(each -> {
                    try {
                        call.run();
                        return true;
                    } catch (EcsException throttled) {
                        assertThat(throttled.isThrottlingException()).isTrue();
                        assertThat(throttled.statusCode()).isEqualTo(400);
                        return false;
                    }
                })
                .count();
    }

    private void describe() {
        ecs.describeClusters(describe -> describe.clusters("c"));
    }

    @Test
    void withoutTheSwitchNoCallIsThrottled() {
        assertThat(answered(60, this::describe)).isEqualTo(60);
    }

    @Test
    void aBucketIsFullAtFirstSharedByItsOperationsAndRefilledByTime() {
        aws.switches().set(WireSwitches.RATE_LIMITS, true);
        assertThat(answered(20, ecs::listClusters)).isEqualTo(20);
        assertThat(answered(40, this::describe)).as("50 together").isEqualTo(30);
        aws.advance(Duration.ofMillis(500));
        assertThat(answered(20, this::describe)).as("20 a second").isEqualTo(10);
        aws.advance(Duration.ofHours(1));
        assertThat(answered(60, this::describe)).as("never more than its burst").isEqualTo(50);
        assertThat(answered(5, ecs::listTaskDefinitions)).as("another bucket").isEqualTo(5);
    }

    @Test
    void aThrottledCallHasNoEffectAndIsRecordedAsSuch() {
        ecs.registerTaskDefinition(register -> register.family("f")
                .containerDefinitions(
                        ContainerDefinition.builder().name("app").image("app").build()));
        aws.switches().set(WireSwitches.RATE_LIMITS, true);
        long made = answered(
                60,
                () -> ecs.createService(create -> create.cluster("c")
                        .serviceName("s" + aws.calls().size())
                        .taskDefinition("f")
                        .desiredCount(0)));
        aws.switches().set(WireSwitches.RATE_LIMITS, false);
        assertThat(made).isEqualTo(50);
        assertThat(ecs.listServices(list -> list.cluster("c").maxResults(100)).serviceArns())
                .hasSize(50);
        assertThat(aws.calls().stream().filter(call -> "ThrottlingException".equals(call.errorCode())))
                .hasSize(10);
    }
}
