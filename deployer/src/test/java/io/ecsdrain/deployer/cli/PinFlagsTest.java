package io.ecsdrain.deployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.pin.PinRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PinFlagsTest extends OnTheCommandLine {

    @Test
    void theIdComesAsAnArgumentAndATimeIsOptional() {
        assertThat(run(ENVIRONMENT, "pin", "v7", "--for", "24h")).isZero();
        assertThat(run(ENVIRONMENT, "unpin", "v7")).isZero();

        PinRequest pin = (PinRequest) requests.get(0);
        assertThat(pin.key()).isEqualTo(new DeploymentKey("app", "v7"));
        assertThat(pin.pinned()).isTrue();
        assertThat(pin.length()).contains(Duration.ofHours(24));
        assertThat(((PinRequest) requests.get(1)).pinned()).isFalse();
    }

    @Test
    void severalMistakesComeTogether() {
        assertThat(run(ENVIRONMENT, "pin", "--for", "ever", "--region", "Ireland"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("ID is required", "--for must be a time", "'ever'", "'Ireland'");
        assertThat(requests).isEmpty();
    }
}
