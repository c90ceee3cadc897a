package io.ecsdrain.system.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;

/** "Started" once the container's process has ended, whatever its status: for programs that refuse to run. */
final class Ended extends StartupCheckStrategy {

    @Override
    public StartupStatus checkStartupState(DockerClient client, String containerId) {
        ContainerState state = getCurrentState(client, containerId);
        return "exited".equals(state.getStatus()) ? StartupStatus.SUCCESSFUL : StartupStatus.NOT_YET_KNOWN;
    }
}
