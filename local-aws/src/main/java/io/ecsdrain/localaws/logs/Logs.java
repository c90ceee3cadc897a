package io.ecsdrain.localaws.logs;

import io.ecsdrain.localaws.links.LogSink;
import io.ecsdrain.localaws.links.MetricSink;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.wire.Operations;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CloudWatch Logs: takes the lines of containers as the awslogs driver sends them and those of PutLogEvents, lets EMF
 * lines become metrics, and answers reads. {@link LogsSwitches} has what can be varied.
 */
public final class Logs implements LogSink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Logs.class);
    private static final int MOST_BROKEN = 5_000;

    /** One line and when it was written. */
    public record Line(Instant at, String text) {}

    /** A line that was meant as embedded metrics, from which nothing was extracted. */
    public record Broken(String group, String stream, String text, String reason) {}

    private final World world;
    private final MetricSink metrics;
    private final LogStore store;
    private final LogReads reads;
    private final LogWrites writes;
    private final Subscriptions subscriptions;
    private final Deque<Broken> broken = new ArrayDeque<>();
    private long brokenCount;

    public Logs(World world, MetricSink metrics) {
        this.world = world;
        this.metrics = metrics;
        store = new LogStore(world);
        reads = new LogReads(world, store);
        subscriptions = new Subscriptions(world, store);
        writes = new LogWrites(world, store, this::extract);
        world.onTick(subscriptions);
    }

    public Operations operations() {
        return new Operations("logs", Operations.Casing.LOWER_CAMEL)
                .authorizedBy(new LogsAuthorizer(world))
                .on("CreateLogGroup", LogShapes.CreateGroupInput.class, writes::createGroup)
                .on("DeleteLogGroup", LogShapes.GroupInput.class, writes::deleteGroup)
                .on("DescribeLogGroups", LogShapes.DescribeGroupsInput.class, reads::groups)
                .on("CreateLogStream", LogShapes.StreamInput.class, writes::createStream)
                .on("DescribeLogStreams", LogShapes.DescribeStreamsInput.class, reads::streams)
                .on("PutLogEvents", LogShapes.PutEventsInput.class, writes::put)
                .on("GetLogEvents", LogShapes.GetEventsInput.class, reads::get)
                .on("FilterLogEvents", LogShapes.FilterEventsInput.class, reads::filter)
                .on("PutSubscriptionFilter", LogShapes.PutSubscriptionInput.class, subscriptions::put)
                .on("DescribeSubscriptionFilters", LogShapes.DescribeSubscriptionsInput.class, subscriptions::describe)
                .on("DeleteSubscriptionFilter", LogShapes.DeleteSubscriptionInput.class, subscriptions::delete);
    }

    @Override
    public void line(String group, String stream, String line) {
        if (store.write(group, stream, line)) {
            extract(group, stream, line);
        }
    }

    /** Without the store's lock: the sink takes the world's. */
    private void extract(String group, String stream, String line) {
        if (store.find(group).filter(LogGroup::isStandard).isEmpty()) {
            return;
        }
        EmfLine emf = EmfParser.parse(line, world.now());
        if (emf instanceof EmfLine.Broken bad) {
            LOG.warn("a broken EMF line in {} {}: {}", group, stream, bad.reason());
            keep(new Broken(group, stream, line, bad.reason()));
        } else if (emf instanceof EmfLine.Metrics good) {
            good.points()
                    .forEach(point -> metrics.put(
                            point.namespace(),
                            point.name(),
                            point.dimensions(),
                            point.at(),
                            point.value(),
                            point.unit(),
                            point.storageResolution()));
        }
    }

    /**
     * Lets subscription filters invoke a function.
     *
     * @param arn as PutSubscriptionFilter names it
     * @param event is given each event as Lambda would be, on a thread of its own, one after the other
     */
    public void function(String arn, Consumer<String> event) {
        subscriptions.function(arn, event);
    }

    /** Returns when the functions of subscriptions have been given every event of the ticks so far. */
    public void awaitDelivery() {
        subscriptions.awaitDelivery();
    }

    private synchronized void keep(Broken line) {
        brokenCount++;
        broken.add(line);
        if (broken.size() > MOST_BROKEN) {
            broken.removeFirst();
        }
    }

    public Set<String> groups() {
        return store.groupNames();
    }

    public Set<String> streams(String group) {
        return store.streamNames(group);
    }

    /**
     * The newest 5,000 lines, oldest first, whether they can be read by a call yet or not; none for an unknown stream.
     */
    public List<Line> lines(String group, String stream) {
        return store.written(group, stream).stream()
                .map(event -> new Line(event.at(), event.text()))
                .toList();
    }

    /** The newest broken lines, oldest first. */
    public synchronized List<Broken> broken() {
        return List.copyOf(broken);
    }

    /** How many broken lines ever came, as the service's own metric of EMF errors would say. */
    public synchronized long brokenCount() {
        return brokenCount;
    }

    @Override
    public void close() {
        subscriptions.close();
    }
}
