package io.ecsdrain.system.image;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * The image, built once for all tests as the README says, and containers of it as {@code task-def-fragments/} describes
 * them.
 */
final class Engine {

    static final long MEMORY = 64L << 20;

    private static final String IMAGE = "ecs-drain-sidecar";
    private static final String CLIENT_IMAGE = "alpine:3.17";
    /** What Dockerfile.sidecar is built from, so that it is here. */
    private static final String JDK_IMAGE = "eclipse-temurin:25-jdk";

    /** Images that the engine must have or be able to pull. */
    static final List<String> STARTS_FROM = List.of(JDK_IMAGE, CLIENT_IMAGE);

    /** Nothing listens on port 9 of the container: the sidecar must live without AWS. */
    static final Map<String, String> WITHOUT_AWS = Map.of(
            "DEPLOYMENT_NAME", "app",
            "DEPLOYMENT_ID", "20260101-000000-abc1234",
            "TASK_ID", "0123456789abcdef0123456789abcdef",
            "DRAIN_POLL_SECONDS", "1",
            "AWS_REGION", "eu-west-1",
            "AWS_ENDPOINT_URL", "http://127.0.0.1:9",
            "AWS_ACCESS_KEY_ID", "task",
            "AWS_SECRET_ACCESS_KEY", "task");

    private static boolean built;

    private Engine() {}

    static synchronized void build() {
        if (!built) {
            try (FileChannel others = FileChannel.open(
                    Path.of("target/image.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // The tests run in more than one JVM; who comes second finds the first one's layers.
                others.lock();
                DockerCommand.build(Path.of(".."), IMAGE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            read();
            built = true;
        }
    }

    /**
     * Starts the image once without a limit. Pages of a file count towards the container that is first to read them:
     * whether a test's sidecar pays for 80 MiB of files or for none would else hang on what the machine did before.
     * From here on every test finds them read, as a second task on a host does; {@code .ci/cold} judges the first.
     */
    private static void read() {
        try (GenericContainer<?> first = container(IMAGE).withEnv(WITHOUT_AWS)) {
            first.start();
            await().atMost(Duration.ofMinutes(2)).until(() -> first.getLogs().contains("ShutdownReady"));
        }
    }

    static GenericContainer<?> sidecar() {
        return container(IMAGE).withCreateContainerCmdModifier(create -> create.withUser("65532")
                .getHostConfig()
                .withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withMemory(MEMORY)
                .withMemorySwap(MEMORY));
    }

    /**
     * A second container in the sidecar's network namespace: the two share localhost, as those of an awsvpc task do.
     */
    static GenericContainer<?> neighbour(GenericContainer<?> sidecar) {
        return container(CLIENT_IMAGE)
                .withNetworkMode("container:" + sidecar.getContainerId())
                .withCommand("sleep", "600");
    }

    /** A neighbour with a JDK. */
    static GenericContainer<?> javaNeighbour(GenericContainer<?> sidecar) {
        return container(JDK_IMAGE)
                .withNetworkMode("container:" + sidecar.getContainerId())
                .withCommand("sleep", "600");
    }

    /** The address of this machine as containers see it; an engine that was started again does not always tell it. */
    static String gateway() {
        var config = DockerClientFactory.instance()
                .client()
                .inspectNetworkCmd()
                .withNetworkId("bridge")
                .exec()
                .getIpam()
                .getConfig()
                .get(0);
        return config.getGateway() != null
                ? config.getGateway()
                : config.getSubnet().replaceFirst("\\.0/.*", ".1");
    }

    private static GenericContainer<?> container(String image) {
        return new GenericContainer<>(DockerImageName.parse(image))
                .withImagePullPolicy(name -> false)
                .withStartupCheckStrategy(new IsRunningStartupCheckStrategy());
    }
}
