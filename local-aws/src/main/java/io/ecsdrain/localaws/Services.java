package io.ecsdrain.localaws;

import io.ecsdrain.localaws.links.HttpRoutes;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.ssm.Ssm;
import io.ecsdrain.localaws.wire.Operations;
import java.time.Duration;
import java.util.List;

/** All services of the emulator, wired to one another. */
final class Services implements AutoCloseable {

    private final Ssm ssm;

    Services(World world, Duration metricLag) {
        ssm = new Ssm(world);
    }

    List<Operations> operations() {
        return List.of(ssm.operations());
    }

    List<HttpRoutes> routes() {
        return List.of();
    }

    @Override
    public void close() {}
}
