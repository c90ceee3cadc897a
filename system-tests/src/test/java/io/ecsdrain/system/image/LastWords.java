package io.ecsdrain.system.image;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.testcontainers.containers.GenericContainer;

/**
 * Adds to a failure what became of the container under test, and the end of its log; asked before anything is stopped.
 */
record LastWords(Supplier<GenericContainer<?>> container) implements TestExecutionExceptionHandler {

    private static final int LINES = 20;

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        String last;
        try {
            last = of(container.get());
        } catch (RuntimeException gone) {
            failure.addSuppressed(gone);
            throw failure;
        }
        throw new AssertionError(failure.getMessage() + "\n" + last, failure);
    }

    private static String of(GenericContainer<?> sidecar) {
        if (sidecar == null || sidecar.getContainerId() == null) {
            return "No sidecar was started.";
        }
        ContainerState state = sidecar.getCurrentContainerInfo().getState();
        String[] log = sidecar.getLogs().split("\n");
        int from = Math.max(0, log.length - LINES);
        return "The sidecar: " + state.getStatus() + ", exit code " + state.getExitCodeLong() + ", killed for memory: "
                + state.getOOMKilled() + "; its log ends\n"
                + String.join("\n", List.of(log).subList(from, log.length));
    }
}
