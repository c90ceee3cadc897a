package io.ecsdrain.deployer.plan.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.plan.health.StoppedTask.Exit;
import io.ecsdrain.deployer.plan.health.StoppedTask.Log;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoppedTaskTest {

    private static final Exit APP_FAILED = new Exit("app", Optional.of(1), "");
    private static final Exit SIDECAR_ENDED = new Exit("sidecar", Optional.of(0), "");

    private static StoppedTask task(String why, Map<String, Log> logs, Exit... exits) {
        return new StoppedTask("t1", why, true, List.of(exits), logs);
    }

    private static String cause(String why, Exit... exits) {
        return task(why, Map.of(), exits).cause();
    }

    @Test
    void theCauseIsTheReasonAndEachContainerThatDidNotJustEnd() {
        assertThat(cause("Essential container exited", APP_FAILED, SIDECAR_ENDED))
                .isEqualTo("Essential container exited (app exited with 1)");
        assertThat(cause("Stopped", SIDECAR_ENDED)).isEqualTo("Stopped");
        assertThat(cause("", SIDECAR_ENDED)).isEqualTo("no reason given");
        assertThat(cause("", APP_FAILED, new Exit("init", Optional.empty(), "CannotPullContainerError: denied")))
                .isEqualTo("no reason given (app exited with 1; init did not run, CannotPullContainerError: denied)");
        assertThat(cause("Killed", new Exit("app", Optional.of(0), "OutOfMemoryError")))
                .isEqualTo("Killed (app exited with 0, OutOfMemoryError)");
        assertThat(cause("Killed", new Exit("app", Optional.empty(), ""))).isEqualTo("Killed");
    }

    @Test
    void theLogIsThatOfTheContainerThatFailed() {
        Log app = new Log("/ecs/app", "app/1");
        Log sidecar = new Log("/ecs/app", "sidecar/1");

        assertThat(task("", Map.of("app", app, "sidecar", sidecar), SIDECAR_ENDED, APP_FAILED)
                        .log())
                .contains(app);
        assertThat(task("", Map.of("sidecar", sidecar), SIDECAR_ENDED, APP_FAILED)
                        .log())
                .as("the one that failed writes elsewhere")
                .isEmpty();
        assertThat(task("", Map.of("sidecar", sidecar), new Exit("init", Optional.of(0), ""), SIDECAR_ENDED)
                        .log())
                .as("none failed")
                .contains(sidecar);
        assertThat(task("", Map.of("app", app)).log()).isEmpty();
    }
}
