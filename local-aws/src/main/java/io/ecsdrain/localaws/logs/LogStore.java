package io.ecsdrain.localaws.logs;

import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.logs.LogGroup.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** All groups. Has a lock of its own, because the threads that read the containers' output do not hold the world's. */
final class LogStore {

    /** By time, then by arrival, as FilterLogEvents sorts. */
    static final Comparator<LogEvent> ORDER =
            Comparator.comparing(LogEvent::at).thenComparing(LogEvent::ingested).thenComparing(LogEvent::number);

    private final World world;
    private final NavigableMap<String, LogGroup> groups = new TreeMap<>();
    private long events;
    private long lines;

    LogStore(World world) {
        this.world = world;
    }

    /**
     * A line of a container, as the driver sends it: it makes group and stream where they are missing. Tells whether it
     * arrives.
     */
    synchronized boolean write(String group, String stream, String text) {
        lines++;
        if (isDue(world.switches().get(LogsSwitches.LOSE_EVERY))) {
            return false;
        }
        Instant now = world.now();
        LogStream into =
                groups.computeIfAbsent(group, name -> new LogGroup(name, LogGroup.STANDARD, now)).stream(stream, now);
        Instant sent = into.sent(now, world.switches().get(LogsSwitches.DRIVER_BATCH));
        int times = isDue(world.switches().get(LogsSwitches.DOUBLE_EVERY)) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            into.add(new LogEvent(++events, stream, now, sent, text));
        }
        return true;
    }

    private boolean isDue(int every) {
        return every > 0 && lines % every == 0;
    }

    /** Events that a call brings. */
    synchronized void put(LogGroup group, String stream, Instant at, String text) {
        group.streams.get(stream).add(new LogEvent(++events, stream, at, world.now(), text));
    }

    synchronized Optional<LogGroup> find(String group) {
        return Optional.ofNullable(group).map(groups::get);
    }

    synchronized List<LogGroup> all() {
        return List.copyOf(groups.values());
    }

    synchronized void create(LogGroup group) {
        groups.put(group.name, group);
    }

    synchronized void delete(LogGroup group) {
        groups.remove(group.name);
    }

    synchronized void createStream(LogGroup group, String stream) {
        group.stream(stream, world.now());
    }

    synchronized List<LogStream> streams(LogGroup group) {
        return List.copyOf(group.streams.values());
    }

    /** Of {@code group}, in the order of FilterLogEvents: what can be read by now. */
    synchronized List<LogEvent> readable(LogGroup group, Predicate<LogEvent> wanted) {
        Instant arrived = world.now().minus(world.switches().get(LogsSwitches.INGESTION_DELAY));
        return group.events(event -> !event.ingested().isAfter(arrived) && wanted.test(event));
    }

    synchronized List<Subscription> subscriptions(LogGroup group) {
        return List.copyOf(group.subscriptions.values());
    }

    synchronized void subscribe(LogGroup group, Subscription subscription) {
        group.subscriptions.put(subscription.name(), subscription);
    }

    synchronized boolean unsubscribe(LogGroup group, String name) {
        return group.subscriptions.remove(name) != null;
    }

    synchronized Set<String> groupNames() {
        return new TreeSet<>(groups.keySet());
    }

    synchronized Set<String> streamNames(String group) {
        return find(group).map(found -> new TreeSet<>(found.streams.keySet())).orElseGet(TreeSet::new);
    }

    /** Whether it can be read yet or not. */
    synchronized List<LogEvent> written(String group, String stream) {
        return find(group)
                .map(found -> found.streams.get(stream))
                .map(found -> (List<LogEvent>) new ArrayList<>(found.events))
                .orElse(List.of());
    }
}
