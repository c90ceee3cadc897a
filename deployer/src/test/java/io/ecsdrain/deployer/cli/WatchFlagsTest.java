package io.ecsdrain.deployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.plan.watch.WatchRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchFlagsTest extends OnTheCommandLine {

    private WatchRequest request(int number) {
        return (WatchRequest) requests.get(number);
    }

    @Test
    void theIdAndTheTimeAreOptional() {
        assertThat(run(ENVIRONMENT, "watch")).isZero();
        assertThat(run(ENVIRONMENT, "watch", "v7", "--every", "1m")).isZero();

        assertThat(request(0).explain().id()).isEmpty();
        assertThat(request(0).explain().config().deploymentName()).contains("app");
        assertThat(request(0).every()).isEqualTo(Duration.ofSeconds(5));
        assertThat(request(1).explain().id()).contains("v7");
        assertThat(request(1).every()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aDumbTerminalIsNotDrawnOn() {
        Map<String, String> dumb = new HashMap<>(ENVIRONMENT);
        dumb.put("TERM", "dumb");

        assertThat(run(ENVIRONMENT, "watch")).isZero();
        assertThat(run(dumb, "watch")).isZero();

        assertThat(request(0).redraws()).isTrue();
        assertThat(request(1).redraws()).isFalse();
    }

    @Test
    void severalMistakesComeTogether() {
        assertThat(run(ENVIRONMENT, "watch", "V!", "--every", "0.5s", "--output", "json"))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains("--every must be at least 1s", "'0.5s'", "'V!'", "watch is for people and has no JSON");
        assertThat(requests).isEmpty();
    }
}
