package io.ecsdrain.localaws;

import io.ecsdrain.localaws.cloudwatch.CloudWatch;
import io.ecsdrain.localaws.cloudwatch.CloudWatchSwitches;
import io.ecsdrain.localaws.ecs.Ecs;
import io.ecsdrain.localaws.ecs.EcsContext;
import io.ecsdrain.localaws.ecs.EcsTimings;
import io.ecsdrain.localaws.ecs.InertRuntime;
import io.ecsdrain.localaws.ecs.TaskRuntime;
import io.ecsdrain.localaws.elbv2.Elb;
import io.ecsdrain.localaws.links.HttpRoutes;
import io.ecsdrain.localaws.links.MetricSink;
import io.ecsdrain.localaws.links.TaskMode;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.logs.Logs;
import io.ecsdrain.localaws.metadata.TaskMetadata;
import io.ecsdrain.localaws.process.ProcessRuntime;
import io.ecsdrain.localaws.scaling.Scaling;
import io.ecsdrain.localaws.ssm.Ssm;
import io.ecsdrain.localaws.wire.CallLog;
import io.ecsdrain.localaws.wire.Operations;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;

/** All services of the emulator, wired to one another. */
final class Services implements AutoCloseable {

    private final Ssm ssm;
    private final CloudWatch cloudWatch;
    private final Logs logs;
    private final Elb elb;
    private final ProcessRuntime processes;
    private final Ecs ecs;
    private final Scaling scaling;
    private final TaskMetadata metadata;

    Services(World world, LocalAwsBuilder builder, CallLog calls) {
        world.switches().set(CloudWatchSwitches.METRIC_LAG, builder.metricLag);
        ssm = new Ssm(world);
        cloudWatch = new CloudWatch(world);
        logs = new Logs(world, cloudWatch);
        elb = new Elb(world, cloudWatch, builder.listens());
        processes = new ProcessRuntime(world, logs, builder.images);
        TaskRuntime runtime = world.taskMode() == TaskMode.PROCESS ? processes : new InertRuntime();
        Random random = builder.seed.isPresent() ? new Random(builder.seed.getAsLong()) : new SecureRandom();
        ecs = new Ecs(new EcsContext(world, elb, runtime, EcsTimings.defaults(), random));
        scaling = new Scaling(world, ecs);
        metadata = new TaskMetadata(world, ecs, calls);
        // Health first: the scheduler then acts on what was just found.
        world.onTick(elb);
        world.onTick(ecs);
        // Alarms last: they see what the others measured.
        world.onTick(cloudWatch);
    }

    List<Operations> operations() {
        return List.of(
                ssm.operations(),
                cloudWatch.operations(),
                logs.operations(),
                ecs.operations(),
                elb.operations(),
                scaling.operations());
    }

    List<HttpRoutes> routes() {
        return List.of(metadata);
    }

    MetricSink metrics() {
        return cloudWatch;
    }

    Logs logs() {
        return logs;
    }

    Elb elb() {
        return elb;
    }

    Ecs ecs() {
        return ecs;
    }

    Scaling scaling() {
        return scaling;
    }

    TaskMetadata metadata() {
        return metadata;
    }

    /** The processes first: they still talk to the rest while they end. */
    @Override
    public void close() {
        processes.close();
        metadata.close();
        elb.close();
        logs.close();
    }
}
