package io.ecsdrain.deployer.plan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ecsdrain.deployer.plan.deploy.DeployRequest.TaskDefinition;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeployRequestTest {

    @ParameterizedTest
    @CsvSource({"PT15M, PT60M, PT15M", "PT30M, PT60M, PT30M", "PT31M, PT60M, PT30M", "PT15M, PT10M, PT5M"})
    void itWaitsForHalfOfTheDeployTimeoutAtMost(Duration timeout, Duration deployTimeout, Duration patience) {
        assertThat(DeployRequest.patience(timeout, deployTimeout)).isEqualTo(patience);
    }

    @ParameterizedTest
    @CsvSource({
        "app, app",
        "app:7, app",
        "arn:aws:ecs:eu-west-1:123456789012:task-definition/app:7, app",
        "arn:aws:ecs:eu-west-1:123456789012:task-definition/app, app"
    })
    void theFamilyIsTheNameWithoutAccountAndRevision(String reference, String family) {
        assertThat(TaskDefinition.of(reference).family()).isEqualTo(family);
    }

    @Test
    void theFamilyOfADocumentIsInIt() {
        assertThat(TaskDefinition.of(JsonNodeFactory.instance.objectNode().put("family", "app"))
                        .family())
                .isEqualTo("app");
    }

    @Test
    void aSecretIsNotShown() {
        assertThat(new Secret("hush")).hasToString("(secret)");
    }
}
