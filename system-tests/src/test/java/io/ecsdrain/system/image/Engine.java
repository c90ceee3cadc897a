package io.ecsdrain.system.image;

import com.github.dockerjava.api.model.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/** The image, built once for all tests as the README says, and containers of it as {@code task-def-fragments/} describes them. */
final class Engine {

    static final long MEMORY = 64L << 20;

    private static final String IMAGE = "ecs-drain-sidecar";
    private static final String CLIENT_IMAGE = "alpine:3.17";
    /** What Dockerfile.sidecar is built from, so that it is here. */
    private static final String JDK_IMAGE = "eclipse-temurin:25-jdk";

    private static boolean built;

    private Engine() {}

    static synchronized void build() {
        if (!built) {
            try {
                DockerCommand.build(Path.of(".."), IMAGE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            built = true;
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

    /** A second container in the sidecar's network namespace: the two share localhost, as those of an awsvpc task do. */
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

    /** The address of this machine as containers see it. */
    static String gateway() {
        return DockerClientFactory.instance()
                .client()
                .inspectNetworkCmd()
                .withNetworkId("bridge")
                .exec()
                .getIpam()
                .getConfig()
                .get(0)
                .getGateway();
    }

    private static GenericContainer<?> container(String image) {
        return new GenericContainer<>(DockerImageName.parse(image))
                .withImagePullPolicy(name -> false)
                .withStartupCheckStrategy(new IsRunningStartupCheckStrategy());
    }
}
