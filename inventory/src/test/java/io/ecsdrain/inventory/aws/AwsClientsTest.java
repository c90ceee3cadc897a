package io.ecsdrain.inventory.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.regions.Region;

class AwsClientsTest {

    private static final URI NOWHERE = URI.create("http://local-aws.invalid");

    private static Stream<AwsServiceClientConfiguration> configurations(AwsClients clients) {
        return Stream.of(
                clients.ssm().serviceClientConfiguration(),
                clients.ecs().serviceClientConfiguration(),
                clients.cloudWatch().serviceClientConfiguration(),
                clients.elb().serviceClientConfiguration(),
                clients.scaling().serviceClientConfiguration());
    }

    @Test
    void eachClientHoldsItsReadsBackAndIsBoundedInTime() {
        try (AwsClients clients = AwsClients.create(Optional.of(NOWHERE), Optional.of("eu-central-1"))) {
            assertThat(configurations(clients)).hasSize(5).allSatisfy(each -> {
                assertThat(each.region()).isEqualTo(Region.EU_CENTRAL_1);
                assertThat(each.endpointOverride()).contains(NOWHERE);
                assertThat(each.overrideConfiguration().executionInterceptors())
                        .hasAtLeastOneElementOfType(RequestPacer.class);
                assertThat(each.overrideConfiguration().apiCallTimeout()).contains(Duration.ofSeconds(45));
                assertThat(each.overrideConfiguration().apiCallAttemptTimeout()).contains(Duration.ofSeconds(10));
            });
        }
    }

    @Test
    void closedClientsReadNothingMoreAtOnce() {
        AwsClients clients = AwsClients.forTestReadingAtOnce(NOWHERE, "AKTEST");
        clients.close();
        assertThatThrownBy(() -> clients.atOnce().each(List.of(1, 2), Function.identity()))
                .isInstanceOf(RejectedExecutionException.class);
    }
}
