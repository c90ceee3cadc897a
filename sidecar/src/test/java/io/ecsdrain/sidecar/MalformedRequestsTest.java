package io.ecsdrain.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.localaws.LocalAws;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many malformed requests, and as many polls as fit in between, leave the process as it was.
 * {@code -Dsidecar.malformed=1000000} sends a million; .ci/long does.
 */
class MalformedRequestsTest {

    private static final int REQUESTS = Integer.getInteger("sidecar.malformed", 20_000);

    @TempDir
    private Path directory;

    @Test
    void leaveItHealthyAndItsHeapFlat() throws Exception {
        try (LocalAws aws = LocalAws.builder().start()) {
            LocalTask.put(aws, "active");
            Map<String, String> environment = SidecarProcess.hurried(aws.endpoint());
            // Whatever the command line says: with a heap this small a leak of a kilobyte a request ends the process.
            environment.put("_JAVA_OPTIONS", "-XX:+UseSerialGC -Xmx32m -XX:+ExitOnOutOfMemoryError");
            try (SidecarProcess sidecar = SidecarProcess.start(directory, environment);
                    MalformedRequests client = new MalformedRequests(sidecar.port(), 7)) {
                sidecar.awaitState("active");
                client.send(REQUESTS / 4);
                long before = liveHeapBytes(sidecar);

                Map<Integer, Integer> statuses = client.send(REQUESTS - REQUESTS / 4);

                assertThat(liveHeapBytes(sidecar))
                        .as("live heap, before %d", before)
                        .isLessThan(before * 5 / 4);
                assertThat(statuses.keySet()).isSubsetOf(0, 400, 404, 405, 413, 415, 421, 431, 505);
                assertThat(statuses.getOrDefault(0, 0))
                        .as("closed without an answer")
                        .isLessThan(REQUESTS / 20);
                assertThat(sidecar.drain().get("busy").asInt()).isZero();
                assertThat(sidecar.state()).isEqualTo("active");
                assertThat(sidecar.err().lines())
                        .as("nonsense does not fill the log")
                        .hasSizeLessThan(20);
            }
        }
    }

    /** After a full collection, as the JVM's own histogram tells. */
    private static long liveHeapBytes(SidecarProcess sidecar) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(sidecar.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes());
        jcmd.waitFor();
        String total = histogram.substring(histogram.lastIndexOf("Total")).trim();
        return Long.parseLong(total.split("\\s+")[2]);
    }
}
