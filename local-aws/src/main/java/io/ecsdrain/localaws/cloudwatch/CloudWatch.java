package io.ecsdrain.localaws.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.iam.Authorization;
import io.ecsdrain.localaws.iam.Inputs;
import io.ecsdrain.localaws.links.MetricSink;
import io.ecsdrain.localaws.links.StatisticSet;
import io.ecsdrain.localaws.links.Tickable;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.wire.Operations;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * CloudWatch metrics and alarms as the SDK calls them, and as logs and load balancers feed them; see
 * {@link CloudWatchSwitches}.
 */
public final class CloudWatch implements MetricSink, Tickable {

    private final World world;
    private final MetricStore store;
    private final Alarms alarms;

    public CloudWatch(World world) {
        this.world = world;
        this.store = new MetricStore(world);
        this.alarms = new Alarms(world, store);
    }

    public Operations operations() {
        Operations operations = new Operations("cloudwatch", Operations.Casing.UPPER_CAMEL)
                .authorizedBy(this::asked)
                .on("PutMetricData", CloudWatchShapes.PutInput.class, new MetricPuts(world, store)::put)
                .on("GetMetricData", CloudWatchShapes.GetDataInput.class, new MetricData(world, store)::get)
                .on(
                        "GetMetricStatistics",
                        CloudWatchShapes.GetStatisticsInput.class,
                        new MetricStatistics(world, store)::get)
                .on("ListMetrics", CloudWatchShapes.ListInput.class, new MetricList(world, store)::list);
        alarms.declare(operations);
        return operations;
    }

    /** No action on metrics is asked about one of them; writing knows the namespace. */
    private List<Authorization> asked(String operation, JsonNode in) {
        if (operation.contains("Alarm")) {
            return Alarms.asked(world, operation, in);
        }
        Authorization asked = Authorization.of("cloudwatch:" + operation, Authorization.ANY);
        boolean writes = operation.equals("PutMetricData");
        return List.of(writes ? asked.with("cloudwatch:namespace", Inputs.text(in.path("Namespace"))) : asked);
    }

    @Override
    public void put(
            String namespace,
            String name,
            Map<String, String> dimensions,
            Instant timestamp,
            StatisticSet values,
            String unit,
            int storageResolution) {
        world.locked(() -> store.put(
                new MetricKey(namespace, name, dimensions),
                new Samples(timestamp, timestamp, unit, values),
                storageResolution));
    }

    @Override
    public void tick(Instant now) {
        alarms.tick(now);
    }
}
