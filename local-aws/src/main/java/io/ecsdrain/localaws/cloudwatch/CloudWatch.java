package io.ecsdrain.localaws.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.iam.Authorization;
import io.ecsdrain.localaws.iam.Inputs;
import io.ecsdrain.localaws.links.MetricSink;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.wire.Operations;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** CloudWatch metrics as the SDK calls them, and as the logs side feeds them; see {@link CloudWatchSwitches}. */
public final class CloudWatch implements MetricSink {

    private final World world;
    private final MetricStore store;

    public CloudWatch(World world) {
        this.world = world;
        this.store = new MetricStore(world);
    }

    public Operations operations() {
        return new Operations("cloudwatch", Operations.Casing.UPPER_CAMEL)
                .authorizedBy(CloudWatch::asked)
                .on("PutMetricData", CloudWatchShapes.PutInput.class, new MetricPuts(world, store)::put)
                .on("GetMetricData", CloudWatchShapes.GetDataInput.class, new MetricData(world, store)::get)
                .on(
                        "GetMetricStatistics",
                        CloudWatchShapes.GetStatisticsInput.class,
                        new MetricStatistics(world, store)::get)
                .on("ListMetrics", CloudWatchShapes.ListInput.class, new MetricList(world, store)::list);
    }

    /** No action on metrics is asked about one of them; writing knows the namespace. */
    private static List<Authorization> asked(String operation, JsonNode in) {
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
            double value,
            String unit,
            int storageResolution) {
        world.locked(() -> store.put(
                new MetricKey(namespace, name, dimensions),
                Samples.one(timestamp, timestamp, unit, value),
                storageResolution));
    }
}
