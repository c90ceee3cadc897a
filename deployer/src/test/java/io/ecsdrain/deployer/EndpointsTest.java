package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.aws.AwsClients;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the banner of a verb says about where it works. */
class EndpointsTest {

    private static final String SERVICES = """
            [profile loc]
            region = eu-west-1
            services = loc
            endpoint_url = http://127.0.0.1:22999
            [services loc]
            ssm =
              endpoint_url = http://127.0.0.1:22010
            ecs =
              endpoint_url = http://127.0.0.1:22010
            """;

    @TempDir
    private Path directory;

    @AfterEach
    void forget() {
        System.clearProperty("aws.configFile");
        System.clearProperty("aws.profile");
    }

    @Test
    void oneForAllIsNamedOnce() {
        try (AwsClients clients =
                AwsClients.create(Optional.of(URI.create("http://127.0.0.1:1")), Optional.of("eu-west-1"))) {
            assertThat(Endpoints.of(clients)).isEqualTo("http://127.0.0.1:1");
        }
        try (AwsClients clients = AwsClients.create(Optional.empty(), Optional.of("eu-west-1"))) {
            assertThat(Endpoints.of(clients)).isEqualTo("AWS");
        }
    }

    @Test
    void thoseOfAProfilesServicesAreNamedAndNotAws() throws Exception {
        System.setProperty(
                "aws.configFile",
                Files.writeString(directory.resolve("config"), SERVICES).toString());
        System.setProperty("aws.profile", "loc");

        try (AwsClients clients = AwsClients.create(Optional.empty(), Optional.empty())) {
            assertThat(Endpoints.of(clients))
                    .isEqualTo(
                            "ssm http://127.0.0.1:22010, ecs http://127.0.0.1:22010, cloudwatch http://127.0.0.1:22999, "
                                    + "elasticloadbalancing http://127.0.0.1:22999, application-autoscaling http://127.0.0.1:22999");
        }
    }
}
