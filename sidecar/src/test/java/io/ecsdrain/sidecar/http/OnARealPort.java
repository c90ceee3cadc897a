package io.ecsdrain.sidecar.http;

import io.ecsdrain.contract.DeploymentKey;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server of its own for each test, over the real policy, at a port that the system chose. */
abstract class OnARealPort {

    static final DeploymentKey APP = new DeploymentKey("app", "d1");
    static final String JSON = "Content-Type: application/json";

    final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    final PolicySource source = new PolicySource();
    DrainServer server;
    int port;

    @BeforeEach
    void serve() throws IOException {
        server = new DrainServer(Optional.empty(), 0, APP, source, timers).start();
        port = server.port();
    }

    @AfterEach
    void stopServing() {
        server.close();
        timers.shutdownNow();
    }
}
