package io.ecsdrain.localaws.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.localaws.wire.WireSwitches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;

class LogsOverTheWireTest extends OnALog {

    @Test
    void linesOfContainersAreFoundByTimeWithTheirStream() {
        line("app/web/2", "second");
        seconds(1);
        line("app/web/1", "third");
        List<FilteredLogEvent> events =
                logs.filterLogEvents(filter -> filter.logGroupName(GROUP)).events();
        assertThat(events).extracting(FilteredLogEvent::message).containsExactly("second", "third");
        assertThat(events).extracting(FilteredLogEvent::logStreamName).containsExactly("app/web/2", "app/web/1");
        assertThat(events.get(1).timestamp()).isEqualTo(START.plusSeconds(1).toEpochMilli());
        assertThat(events.get(1).eventId()).hasSize(56);
    }

    @Test
    void streamsAndTimesNarrowWhatIsFoundAndBothEndsBelongToIt() {
        for (int i = 0; i < 5; i++) {
            line("app/web/" + i % 2, "line " + i);
            seconds(1);
        }
        assertThat(found(filter -> filter.logStreamNames("app/web/1"))).containsExactly("line 1", "line 3");
        assertThat(found(filter -> filter.logStreamNamePrefix("app/web/0"))).hasSize(3);
        assertThat(found(filter -> filter.startTime(START.plusSeconds(1).toEpochMilli())
                        .endTime(START.plusSeconds(3).toEpochMilli())))
                .containsExactly("line 1", "line 2", "line 3");
        refused(
                () -> found(filter -> filter.logStreamNames("app/web/1").logStreamNamePrefix("app")),
                "InvalidParameterException");
        refused(() -> found(filter -> filter.logStreamNames("app/web/9")), "ResourceNotFoundException");
        refused(
                () -> found(filter -> filter.logStreamNames(
                        IntStream.range(0, 101).mapToObj(i -> "s" + i).toList())),
                "InvalidParameterException");
    }

    @Test
    void aPageHoldsWhatTheLimitAllowsAndMayBeEmptyBeforeTheNext() {
        aws.switches().set(LogsSwitches.EMPTY_PAGE_EVERY, 2);
        IntStream.range(0, 7).forEach(i -> line("s", "line " + i));
        assertThat(found(filter -> filter.limit(3)))
                .containsExactlyElementsOf(
                        IntStream.range(0, 7).mapToObj(i -> "line " + i).toList());
        assertThat(aws.calls()).hasSizeGreaterThan(3);
    }

    @Test
    void aPageHoldsAtMostAMegabyte() {
        String large = "x".repeat(400_000);
        IntStream.range(0, 5).forEach(i -> line("s", i + large));
        assertThat(logs.filterLogEvents(filter -> filter.logGroupName(GROUP)).events())
                .hasSize(2);
        assertThat(found(filter -> {})).hasSize(5);
    }

    @Test
    void aPatternFiltersBeforeThePageIsCut() {
        IntStream.range(0, 20).forEach(i -> line("s", "{\"n\":" + i + "}"));
        assertThat(found(filter -> filter.limit(2).filterPattern("{ $.n >= 15 }")))
                .hasSize(5);
    }

    @Test
    void anEventCannotBeReadBeforeItsBatchWasSentAndItsDelayIsOver() {
        aws.switches().set(LogsSwitches.DRIVER_BATCH, Duration.ofSeconds(5));
        aws.switches().set(LogsSwitches.INGESTION_DELAY, Duration.ofSeconds(3));
        line("s", "at once, for the stream begins with it");
        seconds(1);
        line("s", "with the next batch");
        seconds(2);
        assertThat(found(filter -> {})).hasSize(1);
        seconds(4);
        assertThat(found(filter -> {})).hasSize(1);
        seconds(1);
        assertThat(found(filter -> {})).hasSize(2);
        assertThat(aws.logs().lines(GROUP, "s")).hasSize(2);
    }

    @Test
    void linesAreLostAndDoubledByTheSwitches() {
        aws.switches().set(LogsSwitches.LOSE_EVERY, 3);
        IntStream.range(1, 7).forEach(i -> line("s", "line " + i));
        assertThat(found(filter -> {})).containsExactly("line 1", "line 2", "line 4", "line 5");
        aws.switches().set(LogsSwitches.LOSE_EVERY, 0).set(LogsSwitches.DOUBLE_EVERY, 4);
        line("t", "line 7");
        line("t", "line 8");
        assertThat(found(filter -> filter.logStreamNames("t"))).containsExactly("line 7", "line 8", "line 8");
    }

    @Test
    void aStreamIsReadToItsEndWhereTheTokenStaysTheSame() {
        IntStream.range(0, 5).forEach(i -> line("s", "line " + i));
        List<String> texts = new ArrayList<>();
        String token = null;
        String last;
        do {
            last = token;
            String from = token;
            GetLogEventsResponse page = logs.getLogEvents(get -> get.logGroupName(GROUP)
                    .logStreamName("s")
                    .startFromHead(true)
                    .limit(2)
                    .nextToken(from));
            page.events().forEach(event -> texts.add(event.message()));
            token = page.nextForwardToken();
        } while (!token.equals(last));
        assertThat(texts).containsExactly("line 0", "line 1", "line 2", "line 3", "line 4");
    }

    @Test
    void eventsOfACallNeedAGroupAndAStreamAndComeInOrder() {
        refused(() -> put("s", event(0, "early")), "ResourceNotFoundException");
        logs.createLogGroup(create -> create.logGroupName(GROUP));
        refused(() -> logs.createLogGroup(create -> create.logGroupName(GROUP)), "ResourceAlreadyExistsException");
        refused(() -> put("s", event(0, "early")), "ResourceNotFoundException");
        logs.createLogStream(create -> create.logGroupName(GROUP).logStreamName("s"));
        put("s", event(0, "one"), event(1, "two"));
        refused(() -> put("s", event(1, "two"), event(0, "one")), "InvalidParameterException");
        refused(() -> put("s", event(0, "x".repeat(1_048_576))), "InvalidParameterException");
        assertThat(found(filter -> {})).containsExactly("one", "two");
    }

    @Test
    void eventsOutOfTheirTimeAreRejectedAndSaid() {
        logs.createLogGroup(create -> create.logGroupName(GROUP));
        logs.createLogStream(create -> create.logGroupName(GROUP).logStreamName("s"));
        var old = logs.putLogEvents(put -> put.logGroupName(GROUP)
                .logStreamName("s")
                .logEvents(event(-15 * 86_400, "old"), event(-15 * 86_400, "old")));
        assertThat(old.rejectedLogEventsInfo().tooOldLogEventEndIndex()).isEqualTo(2);
        var early = logs.putLogEvents(
                put -> put.logGroupName(GROUP).logStreamName("s").logEvents(event(0, "now"), event(3 * 3600, "new")));
        assertThat(early.rejectedLogEventsInfo().tooNewLogEventStartIndex()).isEqualTo(1);
        assertThat(found(filter -> {})).containsExactly("now");
    }

    @Test
    void groupsAndStreamsAreListedByPrefixAndPage() {
        IntStream.range(0, 60).forEach(i -> line("app/" + (100 + i), "x"));
        line("other/1", "x");
        assertThat(logs.describeLogStreamsPaginator(
                                describe -> describe.logGroupName(GROUP).logStreamNamePrefix("app/"))
                        .logStreams())
                .extracting(LogStream::logStreamName)
                .hasSize(60)
                .isSorted();
        logs.createLogGroup(create -> create.logGroupName("/other").logGroupClass(LogGroupClass.INFREQUENT_ACCESS));
        assertThat(logs.describeLogGroups().logGroups())
                .extracting(LogGroup::logGroupClass)
                .containsExactly(LogGroupClass.STANDARD, LogGroupClass.INFREQUENT_ACCESS);
        logs.deleteLogGroup(delete -> delete.logGroupName(GROUP));
        refused(() -> found(filter -> {}), "ResourceNotFoundException");
    }

    @Test
    void theClassInfrequentAccessTakesLinesAndGivesNoneBackNorMetrics() {
        logs.createLogGroup(create -> create.logGroupName(GROUP).logGroupClass(LogGroupClass.INFREQUENT_ACCESS));
        line("s", "{\"_aws\":{\"Timestamp\":1772359200000,\"CloudWatchMetrics\":[\"wrong\"]}}");
        assertThat(aws.logs().brokenCount()).isZero();
        refused(() -> found(filter -> {}), "InvalidOperationException");
    }

    @Test
    void theSixthSearchOfASecondIsThrottled() {
        aws.switches().set(WireSwitches.RATE_LIMITS, true);
        line("s", "x");
        IntStream.range(0, 5).forEach(i -> found(filter -> {}));
        refused(() -> found(filter -> {}), "ThrottlingException");
        seconds(1);
        assertThat(found(filter -> {})).hasSize(1);
    }

    @Test
    void aSearchIsAskedOfItsGroup() {
        line("s", "x");
        found(filter -> {});
        assertThat(aws.lastCall().orElseThrow().authorizations())
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.action()).isEqualTo("logs:FilterLogEvents");
                    assertThat(asked.resource()).endsWith(":log-group:" + GROUP + ":*");
                });
    }

    private void put(String stream, InputLogEvent... events) {
        logs.putLogEvents(put -> put.logGroupName(GROUP).logStreamName(stream).logEvents(events));
    }

    private static InputLogEvent event(long second, String text) {
        return InputLogEvent.builder()
                .timestamp(START.plusSeconds(second).toEpochMilli())
                .message(text)
                .build();
    }
}
