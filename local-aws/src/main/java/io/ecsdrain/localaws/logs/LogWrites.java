package io.ecsdrain.localaws.logs;

import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.logs.LogShapes.CreateGroupInput;
import io.ecsdrain.localaws.logs.LogShapes.GroupInput;
import io.ecsdrain.localaws.logs.LogShapes.InputEvent;
import io.ecsdrain.localaws.logs.LogShapes.Nothing;
import io.ecsdrain.localaws.logs.LogShapes.PutEventsInput;
import io.ecsdrain.localaws.logs.LogShapes.PutEventsOutput;
import io.ecsdrain.localaws.logs.LogShapes.Rejected;
import io.ecsdrain.localaws.logs.LogShapes.StreamInput;
import io.ecsdrain.localaws.wire.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The operations that change something; limits as the API reference of each has them. */
final class LogWrites {

    private static final Set<String> CLASSES = Set.of(LogGroup.STANDARD, "INFREQUENT_ACCESS");
    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_BYTES = 1_048_576;
    private static final Duration MOST_SPAN = Duration.ofHours(24);
    private static final Duration TOO_OLD = Duration.ofDays(14);
    private static final Duration TOO_NEW = Duration.ofHours(2);

    /** Lets the metrics of a line that arrived be extracted. */
    interface Extraction {
        void of(String group, String stream, String line);
    }

    private final World world;
    private final LogStore store;
    private final Extraction extraction;

    LogWrites(World world, LogStore store, Extraction extraction) {
        this.world = world;
        this.store = store;
        this.extraction = extraction;
    }

    Nothing createGroup(CreateGroupInput in) {
        LogErrors.groupName(in.logGroupName());
        String storageClass = in.logGroupClass() == null ? LogGroup.STANDARD : in.logGroupClass();
        if (!CLASSES.contains(storageClass)) {
            throw AwsError.unsupported("the log group class " + storageClass);
        }
        if (store.find(in.logGroupName()).isPresent()) {
            throw LogErrors.exists("log group");
        }
        store.create(new LogGroup(in.logGroupName(), storageClass, world.now()));
        return new Nothing();
    }

    Nothing deleteGroup(GroupInput in) {
        store.delete(LogErrors.group(store, in.logGroupName()));
        return new Nothing();
    }

    Nothing createStream(StreamInput in) {
        LogGroup group = LogErrors.group(store, in.logGroupName());
        LogErrors.streamName(in.logStreamName());
        if (store.streamNames(group.name).contains(in.logStreamName())) {
            throw LogErrors.exists("log stream");
        }
        store.createStream(group, in.logStreamName());
        return new Nothing();
    }

    PutEventsOutput put(PutEventsInput in) {
        LogGroup group = LogErrors.group(store, in.logGroupName());
        String stream = LogErrors.stream(store, group, in.logStreamName()).name;
        List<InputEvent> events = in.logEvents() == null ? List.of() : in.logEvents();
        check(events);
        Instant now = world.now();
        int old = 0;
        int fresh = 0;
        for (InputEvent event : events) {
            Instant at = Instant.ofEpochMilli(event.timestamp());
            if (at.isBefore(now.minus(TOO_OLD))) {
                old++;
            } else if (!at.isAfter(now.plus(TOO_NEW))) {
                fresh++;
                store.put(group, stream, at, event.message());
                extraction.of(group.name, stream, event.message());
            }
        }
        boolean all = fresh == events.size();
        Integer tooNew = old + fresh < events.size() ? old + fresh : null;
        return new PutEventsOutput(all ? null : new Rejected(tooNew, old > 0 ? old : null));
    }

    private static void check(List<InputEvent> events) {
        if (events.isEmpty() || events.size() > MOST_EVENTS) {
            throw LogErrors.invalid("Value at 'logEvents' failed to satisfy constraint: length between 1 and 10000");
        }
        int bytes = 0;
        long last = Long.MIN_VALUE;
        for (InputEvent event : events) {
            if (event.timestamp() == null
                    || event.message() == null
                    || event.message().isEmpty()) {
                throw LogErrors.invalid("a log event without timestamp or message");
            }
            if (event.timestamp() < last) {
                throw LogErrors.invalid("Log events in a single PutLogEvents request must be in chronological order.");
            }
            last = event.timestamp();
            bytes += LogEvent.bytes(event.message());
        }
        if (bytes > MOST_BYTES) {
            throw LogErrors.invalid("Upload too large: " + bytes + " bytes exceeds limit of " + MOST_BYTES);
        }
        if (last - events.get(0).timestamp() > MOST_SPAN.toMillis()) {
            throw LogErrors.invalid(
                    "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        }
    }
}
