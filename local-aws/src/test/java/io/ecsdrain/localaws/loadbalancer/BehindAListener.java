package io.ecsdrain.localaws.loadbalancer;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;

/** One target, and the address at which the load balancer takes requests for it. */
abstract class BehindAListener {

    static final String LISTENER = "listener";

    final DataPlane dataPlane = new DataPlane();
    final ExecutorService threads = Executors.newCachedThreadPool();
    Backend backend;
    URI address;

    /** A listener in front of one target on loopback. */
    void listen(int port) throws IOException {
        TargetPool pool = new TargetPool("targetgroup/app/1");
        backend = new Backend("127.0.0.1", port, false);
        pool.add(backend);
        RouteAction forward = new RouteAction.Forward(List.of(new RouteAction.Forward.Weighted(pool, 1)));
        dataPlane.open(LISTENER, "app/alb/1", 80, new RouteTable(List.of(), forward));
        address = dataPlane.address(LISTENER).orElseThrow();
    }

    @AfterEach
    void close() {
        dataPlane.close();
        threads.shutdownNow();
    }
}
