package io.ecsdrain.sidecar;

import static io.ecsdrain.sidecar.SidecarProcess.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.localaws.LocalAws;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A log driver in blocking mode that stops reading: both pipes of the process fill up, and it lives on. */
class UnreadPipesProcessTest {

    /** A page; most pipes of Linux hold sixteen. */
    private static final int LEAST_PIPE = 3_500;

    /** More than the process holds back for a pipe that is full. */
    private static final int LINES_HELD_BACK = 300;

    @Test
    void pollingAnsweringAndReportsGoOnWhileStdoutAndStderrAreUnread() throws Exception {
        try (LocalAws aws = LocalAws.builder().start()) {
            LocalTask.put(aws, "active");
            Map<String, String> environment = SidecarProcess.hurried(aws.endpoint());
            environment.put("DRAIN_GRACE_SECONDS", "0");
            try (SidecarProcess sidecar = SidecarProcess.withPipes(environment)) {
                sidecar.awaitState("active");
                fillBoth(aws, sidecar);

                for (int i = 0; i < 3; i++) {
                    LocalTask.put(aws, "draining");
                    sidecar.awaitReady();
                    sidecar.report(1);
                    assertThat(sidecar.drain().get("busy").asInt()).isEqualTo(1);
                    sidecar.report(0);
                    LocalTask.put(aws, "active");
                    sidecar.awaitState("active");
                }
                sidecar.sigterm();
                sidecar.awaitState("stopping");
                assertThat(sidecar.exitCode()).isZero();
            }
        }
    }

    /** While ready, each report takes readiness away or gives it back, and each such change is a line in the log. */
    private static void fillBoth(LocalAws aws, SidecarProcess sidecar) throws Exception {
        LocalTask.put(aws, "draining");
        sidecar.awaitReady();
        int before = -1;
        for (int inPipe = sidecar.stderr().available();
                inPipe > before;
                inPipe = sidecar.stderr().available()) {
            before = inPipe;
            for (int i = 0; i < 2 * LINES_HELD_BACK; i++) {
                sidecar.report(1 - i % 2);
            }
        }
        assertThat(before).as("stderr is full").isGreaterThanOrEqualTo(LEAST_PIPE);
        AtomicInteger seen = new AtomicInteger();
        await().atMost(SOON).during(Duration.ofMillis(300)).until(() -> {
            int inPipe = sidecar.stdout().available();
            return inPipe >= LEAST_PIPE && inPipe == seen.getAndSet(inPipe);
        });
        LocalTask.put(aws, "active");
        sidecar.awaitState("active");
    }
}
