package io.ecsdrain.deployer.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.deploy.Existing;
import io.ecsdrain.fixture.Altered;
import io.ecsdrain.fixture.LocalCluster;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.Lookup;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;

class ExistingReaderTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "v1");
    private static final String SERVICE = KEY.serviceName();

    private final LocalCluster cluster = new LocalCluster();
    private final AwsClients clients = AwsClients.forTest(cluster.aws.endpoint(), "AKDEPLOYER");

    @AfterEach
    void close() {
        clients.close();
        cluster.close();
    }

    private Lookup<Existing> read(UnaryOperator<DescribeServicesResponse> otherwise) {
        return new ExistingReader(
                        new AwsClients(
                                clients.ssm(),
                                Altered.answers(
                                        EcsClient.class, clients.ecs(), DescribeServicesResponse.class, otherwise),
                                clients.cloudWatch(),
                                clients.logs(),
                                clients.elb(),
                                clients.scaling(),
                                clients.http(),
                                clients.atOnce()),
                        LocalCluster.NAME)
                .read(SERVICE);
    }

    @Test
    void aServiceIsFoundUntilItIsInactive() {
        assertThat(read(UnaryOperator.identity())).isEqualTo(Lookup.missing());

        cluster.deploy(KEY, "active", 1);
        assertThat(read(UnaryOperator.identity()).found())
                .hasValueSatisfying(service -> assertThat(service.name()).isEqualTo(SERVICE));

        cluster.team.ecs().deleteService(delete -> delete.cluster(LocalCluster.NAME)
                .service(SERVICE)
                .force(true));
        assertThat(read(UnaryOperator.identity()).found())
                .hasValueSatisfying(service -> assertThat(service.status()).isEqualTo("DRAINING"));
        cluster.aws.advance(Duration.ofMinutes(10));
        assertThat(read(UnaryOperator.identity())).isEqualTo(Lookup.missing());
    }

    @Test
    void anotherFailureThanThatItIsMissingIsNoProofOfAFreeName() {
        assertThat(read(answer -> answer.toBuilder()
                                .failures(Failure.builder()
                                        .arn(SERVICE)
                                        .reason("UNAVAILABLE")
                                        .build())
                                .build())
                        .unknownBecause())
                .contains("DescribeServices: UNAVAILABLE " + SERVICE);
        assertThat(read(answer -> answer.toBuilder().failures(List.of()).build())
                        .unknownBecause())
                .contains("DescribeServices: no word about " + SERVICE);
    }
}
