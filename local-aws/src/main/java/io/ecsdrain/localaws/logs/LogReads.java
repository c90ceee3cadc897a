package io.ecsdrain.localaws.logs;

import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.logs.LogShapes.DescribeGroupsInput;
import io.ecsdrain.localaws.logs.LogShapes.DescribeGroupsOutput;
import io.ecsdrain.localaws.logs.LogShapes.DescribeStreamsInput;
import io.ecsdrain.localaws.logs.LogShapes.DescribeStreamsOutput;
import io.ecsdrain.localaws.logs.LogShapes.FilterEventsInput;
import io.ecsdrain.localaws.logs.LogShapes.FilterEventsOutput;
import io.ecsdrain.localaws.logs.LogShapes.FilteredEvent;
import io.ecsdrain.localaws.logs.LogShapes.GetEventsInput;
import io.ecsdrain.localaws.logs.LogShapes.GetEventsOutput;
import io.ecsdrain.localaws.logs.LogShapes.Group;
import io.ecsdrain.localaws.logs.LogShapes.OutputEvent;
import io.ecsdrain.localaws.logs.LogShapes.Stream;
import io.ecsdrain.localaws.wire.AwsError;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The operations that change nothing. */
final class LogReads {

    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_BYTES = 1_048_576;
    private static final int DESCRIBE_PAGE = 50;

    private final World world;
    private final LogStore store;
    private int pages;

    LogReads(World world, LogStore store) {
        this.world = world;
        this.store = store;
    }

    DescribeGroupsOutput groups(DescribeGroupsInput in) {
        String prefix = in.logGroupNamePrefix() == null ? "" : in.logGroupNamePrefix();
        List<LogGroup> rest = after(
                in.nextToken(),
                store.all().stream()
                        .filter(group -> group.name.startsWith(prefix))
                        .filter(group ->
                                in.logGroupClass() == null || in.logGroupClass().equals(group.storageClass))
                        .toList(),
                group -> group.name);
        List<LogGroup> page = page(rest, in.limit());
        List<Group> shown = page.stream().map(this::group).toList();
        return new DescribeGroupsOutput(shown, next(rest, page, group -> group.name));
    }

    private Group group(LogGroup group) {
        String arn = world.arn("logs", "log-group:" + group.name);
        return new Group(group.name, group.storageClass, group.createdAt.toEpochMilli(), arn + ":*", arn);
    }

    DescribeStreamsOutput streams(DescribeStreamsInput in) {
        LogGroup group = LogErrors.group(store, in.logGroupName());
        if ("LastEventTime".equals(in.orderBy()) || Boolean.TRUE.equals(in.descending())) {
            throw AwsError.unsupported("DescribeLogStreams in another order than by name");
        }
        String prefix = in.logStreamNamePrefix() == null ? "" : in.logStreamNamePrefix();
        List<LogStream> rest = after(
                in.nextToken(),
                store.streams(group).stream()
                        .filter(stream -> stream.name.startsWith(prefix))
                        .toList(),
                stream -> stream.name);
        List<LogStream> page = page(rest, in.limit());
        List<Stream> shown = page.stream()
                .map(stream -> new Stream(
                        stream.name,
                        stream.createdAt.toEpochMilli(),
                        world.arn("logs", "log-group:" + group.name + ":log-stream:" + stream.name)))
                .toList();
        return new DescribeStreamsOutput(shown, next(rest, page, stream -> stream.name));
    }

    private static <T> List<T> after(String token, List<T> all, Function<T, String> name) {
        return token == null
                ? all
                : all.stream()
                        .filter(each -> name.apply(each).compareTo(token) > 0)
                        .toList();
    }

    private static <T> List<T> page(List<T> rest, Integer limit) {
        return rest.subList(0, Math.min(rest.size(), LogErrors.pageSize(limit, DESCRIBE_PAGE)));
    }

    private static <T> String next(List<T> rest, List<T> page, Function<T, String> name) {
        return page.size() < rest.size() ? name.apply(page.get(page.size() - 1)) : null;
    }

    /** From the head on. At the end it answers the token that it was given, as AWS does. */
    GetEventsOutput get(GetEventsInput in) {
        LogGroup group = standard(in.logGroupName(), "GetLogEvents");
        LogErrors.stream(store, group, in.logStreamName());
        if (!Boolean.TRUE.equals(in.startFromHead())) {
            throw AwsError.unsupported("GetLogEvents from the tail");
        }
        EventToken from = EventToken.parse(in.nextToken());
        List<LogEvent> page = full(
                store.readable(
                        group,
                        event -> event.stream().equals(in.logStreamName())
                                && within(in.startTime(), in.endTime()).test(event)
                                && from.isBefore(event)),
                LogErrors.pageSize(in.limit(), MOST_EVENTS));
        EventToken to = page.isEmpty() ? from : EventToken.after(page.get(page.size() - 1));
        return new GetEventsOutput(
                page.stream()
                        .map(event -> new OutputEvent(
                                event.at().toEpochMilli(),
                                event.text(),
                                event.ingested().toEpochMilli()))
                        .toList(),
                "f/" + to.text(),
                "b/" + from.text());
    }

    FilterEventsOutput filter(FilterEventsInput in) {
        LogGroup group = standard(in.logGroupName(), "FilterLogEvents");
        FilterPattern pattern = FilterPattern.parse(in.filterPattern());
        EventToken from = EventToken.parse(in.nextToken());
        List<LogEvent> rest = store.readable(
                group,
                streams(in)
                        .and(within(in.startTime(), in.endTime()))
                        .and(from::isBefore)
                        .and(event -> pattern.matches(event.text())));
        if (!from.afterEmptyPage() && !rest.isEmpty() && isEmptyPageDue()) {
            return new FilterEventsOutput(
                    List.of(), List.of(), from.andNothing().text());
        }
        List<LogEvent> page = full(rest, LogErrors.pageSize(in.limit(), MOST_EVENTS));
        return new FilterEventsOutput(
                page.stream().map(LogReads::filtered).toList(),
                List.of(),
                page.size() < rest.size()
                        ? EventToken.after(page.get(page.size() - 1)).text()
                        : null);
    }

    private boolean isEmptyPageDue() {
        int every = world.switches().get(LogsSwitches.EMPTY_PAGE_EVERY);
        pages++;
        return every > 0 && pages % every == 0;
    }

    private static FilteredEvent filtered(LogEvent event) {
        return new FilteredEvent(
                event.stream(),
                event.at().toEpochMilli(),
                event.text(),
                event.ingested().toEpochMilli(),
                event.id());
    }

    private LogGroup standard(String name, String operation) {
        LogGroup group = LogErrors.group(store, name);
        if (!group.isStandard()) {
            throw LogErrors.notInThisClass(group, operation);
        }
        return group;
    }

    private Predicate<LogEvent> streams(FilterEventsInput in) {
        if (in.logStreamNames() != null && in.logStreamNamePrefix() != null) {
            throw LogErrors.invalid("logStreamNames and logStreamNamePrefix are mutually exclusive");
        }
        if (in.logStreamNames() == null) {
            return event -> in.logStreamNamePrefix() == null || event.stream().startsWith(in.logStreamNamePrefix());
        }
        LogErrors.names(in.logStreamNames());
        if (!store.streamNames(in.logGroupName()).containsAll(in.logStreamNames())) {
            throw LogErrors.notFound("log stream");
        }
        return event -> in.logStreamNames().contains(event.stream());
    }

    /** Both ends belong to it. */
    private static Predicate<LogEvent> within(Long start, Long end) {
        return event -> (start == null || event.at().toEpochMilli() >= start)
                && (end == null || event.at().toEpochMilli() <= end);
    }

    /** As many as a page may have, and as fit into a megabyte. */
    private static List<LogEvent> full(List<LogEvent> events, int most) {
        int bytes = 0;
        int count = 0;
        while (count < Math.min(most, events.size())) {
            bytes += events.get(count).bytes();
            if (bytes > MOST_BYTES) {
                break;
            }
            count++;
        }
        return events.subList(0, count);
    }
}
