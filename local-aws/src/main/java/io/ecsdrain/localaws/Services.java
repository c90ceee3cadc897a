package io.ecsdrain.localaws;

import io.ecsdrain.localaws.cloudwatch.CloudWatch;
import io.ecsdrain.localaws.cloudwatch.CloudWatchSwitches;
import io.ecsdrain.localaws.links.HttpRoutes;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.logs.Logs;
import io.ecsdrain.localaws.ssm.Ssm;
import io.ecsdrain.localaws.wire.Operations;
import java.time.Duration;
import java.util.List;

/** All services of the emulator, wired to one another. */
final class Services implements AutoCloseable {

    private final Ssm ssm;
    private final CloudWatch cloudWatch;
    private final Logs logs;

    Services(World world, Duration metricLag) {
        world.switches().set(CloudWatchSwitches.METRIC_LAG, metricLag);
        ssm = new Ssm(world);
        cloudWatch = new CloudWatch(world);
        logs = new Logs(world, cloudWatch);
    }

    List<Operations> operations() {
        return List.of(ssm.operations(), cloudWatch.operations());
    }

    List<HttpRoutes> routes() {
        return List.of();
    }

    Logs logs() {
        return logs;
    }

    @Override
    public void close() {}
}
