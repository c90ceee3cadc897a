package io.ecsdrain.inventory.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.wire.Fault;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;

/** A call that is not answered ends with the time of the run, and not with the patience of the client. */
class CallLimitTest {

    /** Within the patience of a client without a limit, which would get its answer. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private static final Duration NEARLY_OVER = TimeLeft.GRACE.negated().plusMillis(100);

    private final LocalAws aws = LocalAws.builder().start();
    private final AwsClients clients = AwsClients.forTest(aws.endpoint(), "AKTEST");

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
    }

    /** A way to make a call. */
    interface Call {
        Object on(EcsClient ecs);
    }

    static Stream<Call> waysToCall() {
        return Stream.of(
                ecs -> ecs.listClusters(
                        ListClustersRequest.builder().maxResults(1).build()),
                ecs -> ecs.listClusters(list -> list.maxResults(1)),
                EcsClient::listClusters,
                ecs -> ecs.listClustersPaginator().clusterArns().stream().toList(),
                ecs -> ecs.listClustersPaginator(list -> list.maxResults(1)).clusterArns().stream()
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("waysToCall")
    void isGivenUpWhenTheGraceIsOver(Call call) {
        aws.faults().on("ecs", "ListClusters").then(new Fault.Delay(SLOW));
        assertThatThrownBy(
                        () -> call.on(CallLimit.on(clients, () -> NEARLY_OVER).ecs()))
                .isInstanceOf(ApiCallTimeoutException.class);
    }

    @ParameterizedTest
    @MethodSource("waysToCall")
    void isNotEvenMadeAfterIt(Call call) {
        assertThatThrownBy(() -> call.on(
                        CallLimit.on(clients, () -> TimeLeft.GRACE.negated()).ecs()))
                .isInstanceOf(AbortedException.class)
                .hasMessageContaining("ListClustersRequest");
        assertThat(aws.calls()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("waysToCall")
    void isAnsweredAsEverWhileThereIsTime(Call call) {
        assertThat(call.on(CallLimit.on(clients, () -> Duration.ofMinutes(1)).ecs()))
                .hasToString(call.on(clients.ecs()).toString());
    }

    @Test
    void nothingIsInTheWayOfARunWithoutALimit() {
        assertThat(CallLimit.on(clients, TimeLeft.UNLIMITED)).isSameAs(clients);
    }

    @Test
    void whatMakesNoCallNeedsNoTime() {
        assertThat(CallLimit.on(clients, () -> TimeLeft.GRACE.negated()).ecs().serviceName())
                .isEqualTo("ecs");
    }
}
