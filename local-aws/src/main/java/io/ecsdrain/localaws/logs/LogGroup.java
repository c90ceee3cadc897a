package io.ecsdrain.localaws.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A log group with its streams and subscription filters. Guarded by the {@link LogStore} that holds it. */
final class LogGroup {

    /** The class that has all features. */
    static final String STANDARD = "STANDARD";

    /**
     * A pattern whose matching events go to a function.
     *
     * @param since events that arrived before are not delivered
     */
    record Subscription(String name, String pattern, String destination, Instant since) {}

    final String name;
    final String storageClass;
    final Instant createdAt;
    final NavigableMap<String, LogStream> streams = new TreeMap<>();
    final Map<String, Subscription> subscriptions = new TreeMap<>();

    LogGroup(String name, String storageClass, Instant createdAt) {
        this.name = name;
        this.storageClass = storageClass;
        this.createdAt = createdAt;
    }

    boolean isStandard() {
        return STANDARD.equals(storageClass);
    }

    LogStream stream(String stream, Instant now) {
        return streams.computeIfAbsent(stream, key -> new LogStream(stream, now));
    }

    /** Those of all streams that are wanted, as FilterLogEvents sorts them. */
    List<LogEvent> events(Predicate<LogEvent> wanted) {
        List<LogEvent> events = new ArrayList<>();
        streams.values().forEach(stream -> stream.events.stream().filter(wanted).forEach(events::add));
        events.sort(LogStore.ORDER);
        return events;
    }
}
