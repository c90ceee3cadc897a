package io.ecsdrain.bench.canary;

import io.ecsdrain.localaws.ecs.TaskView;
import io.ecsdrain.localaws.links.LocalImage;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The processes that tasks are. */
final class Apps {

    /** One that does not listen by then has died, which the deployer finds by itself. */
    private static final Duration START = Duration.ofMinutes(1);

    private Apps() {}

    /** @param failsEach of so many requests the last one fails, none if 0 */
    static LocalImage image(int failsEach) {
        return new LocalImage(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CanaryApp.class.getName()),
                Map.of("PORT", "{{port:8080}}", "FAILS_EACH", String.valueOf(failsEach)));
    }

    /** Until all of these listen: a machine may be busy. */
    static void await(List<TaskView> tasks) throws InterruptedException {
        for (TaskView task : tasks) {
            for (int port : task.targets().values()) {
                long end = System.nanoTime() + START.toNanos();
                while (!listens(port) && System.nanoTime() < end) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            }
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
