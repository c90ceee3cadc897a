package io.ecsdrain.localaws.logs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecsdrain.localaws.links.Tickable;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.logs.LogGroup.Subscription;
import io.ecsdrain.localaws.logs.LogShapes.DeleteSubscriptionInput;
import io.ecsdrain.localaws.logs.LogShapes.DescribeSubscriptionsInput;
import io.ecsdrain.localaws.logs.LogShapes.DescribeSubscriptionsOutput;
import io.ecsdrain.localaws.logs.LogShapes.Nothing;
import io.ecsdrain.localaws.logs.LogShapes.PutSubscriptionInput;
import io.ecsdrain.localaws.logs.LogShapes.SubscriptionFilter;
import io.ecsdrain.localaws.wire.AwsError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Subscription filters: at each tick, what can be read since the last one and matches goes to its function. */
final class Subscriptions implements Tickable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_PER_GROUP = 2;

    private final World world;
    private final LogStore store;
    private final Map<String, Consumer<String>> functions = new ConcurrentHashMap<>();
    private final ExecutorService invocations = Executors.newSingleThreadExecutor(work -> {
        Thread daemon = new Thread(work, "local-aws-subscriptions");
        daemon.setDaemon(true);
        return daemon;
    });
    private Instant delivered = Instant.MIN;

    Subscriptions(World world, LogStore store) {
        this.world = world;
        this.store = store;
    }

    void function(String arn, Consumer<String> event) {
        functions.put(arn, event);
    }

    Nothing put(PutSubscriptionInput in) {
        LogGroup group = LogErrors.group(store, in.logGroupName());
        if (!group.isStandard()) {
            throw LogErrors.notInThisClass(group, "PutSubscriptionFilter");
        }
        if (in.filterName() == null || in.filterName().isEmpty() || in.filterPattern() == null) {
            throw LogErrors.invalid("filterName and filterPattern must not be null");
        }
        if (in.roleArn() != null || in.distribution() != null) {
            throw AwsError.unsupported("subscriptions to other than a Lambda function");
        }
        FilterPattern.parse(in.filterPattern());
        if (in.destinationArn() == null || !functions.containsKey(in.destinationArn())) {
            throw LogErrors.invalid("Could not execute the lambda function. Make sure you have given CloudWatch Logs "
                    + "permission to execute your function.");
        }
        boolean isNew = store.subscriptions(group).stream()
                .noneMatch(each -> each.name().equals(in.filterName()));
        if (isNew && store.subscriptions(group).size() >= MOST_PER_GROUP) {
            throw LogErrors.limit("Resource limit exceeded.");
        }
        store.subscribe(group, new Subscription(in.filterName(), in.filterPattern(), in.destinationArn(), world.now()));
        return new Nothing();
    }

    DescribeSubscriptionsOutput describe(DescribeSubscriptionsInput in) {
        LogGroup group = LogErrors.group(store, in.logGroupName());
        String prefix = in.filterNamePrefix() == null ? "" : in.filterNamePrefix();
        return new DescribeSubscriptionsOutput(
                store.subscriptions(group).stream()
                        .filter(each -> each.name().startsWith(prefix))
                        .map(each ->
                                new SubscriptionFilter(each.name(), group.name, each.pattern(), each.destination()))
                        .toList(),
                null);
    }

    Nothing delete(DeleteSubscriptionInput in) {
        LogGroup group = LogErrors.group(store, in.logGroupName());
        if (!store.unsubscribe(group, in.filterName())) {
            throw LogErrors.notFound("subscription filter");
        }
        return new Nothing();
    }

    @Override
    public void tick(Instant now) {
        Instant arrived = now.minus(world.switches().get(LogsSwitches.INGESTION_DELAY));
        Instant from = delivered;
        delivered = arrived;
        for (LogGroup group : store.all()) {
            for (Subscription subscription : store.subscriptions(group)) {
                deliver(group, subscription, from, arrived);
            }
        }
    }

    /** The moment of a tick itself belongs to the next one: lines may still come in it. */
    private void deliver(LogGroup group, Subscription subscription, Instant from, Instant before) {
        FilterPattern pattern = FilterPattern.parse(subscription.pattern());
        List<LogEvent> events = store.readable(
                group,
                event -> !event.ingested().isBefore(from)
                        && event.ingested().isBefore(before)
                        && event.ingested().isAfter(subscription.since())
                        && pattern.matches(event.text()));
        Map<String, List<LogEvent>> byStream =
                events.stream().collect(Collectors.groupingBy(LogEvent::stream, TreeMap::new, Collectors.toList()));
        Consumer<String> function = functions.get(subscription.destination());
        byStream.forEach((stream, some) -> {
            String event = event(group, stream, subscription, some);
            invocations.execute(() -> invoke(function, event));
        });
    }

    /** Returns when every event of the ticks so far was handed over. */
    void awaitDelivery() {
        try {
            invocations.submit(() -> {}).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Not under the world's lock, which a function that calls AWS needs. */
    private static void invoke(Consumer<String> function, String event) {
        try {
            function.accept(event);
        } catch (RuntimeException failed) {
            LOG.warn("the function of a subscription failed", failed);
        }
    }

    private String event(LogGroup group, String stream, Subscription subscription, List<LogEvent> events) {
        ObjectNode data = JSON.createObjectNode()
                .put("messageType", "DATA_MESSAGE")
                .put("owner", world.account())
                .put("logGroup", group.name)
                .put("logStream", stream);
        data.putArray("subscriptionFilters").add(subscription.name());
        ArrayNode list = data.putArray("logEvents");
        events.forEach(event -> list.addObject()
                .put("id", event.id())
                .put("timestamp", event.at().toEpochMilli())
                .put("message", event.text()));
        ObjectNode whole = JSON.createObjectNode();
        whole.putObject("awslogs").put("data", packed(data.toString()));
        return whole.toString();
    }

    private static String packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    @Override
    public void close() {
        invocations.shutdownNow();
    }
}
