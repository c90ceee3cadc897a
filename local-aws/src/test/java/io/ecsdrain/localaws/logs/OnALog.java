package io.ecsdrain.localaws.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.TestClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;

/** CloudWatch Logs with stepped time, through the SDK. */
abstract class OnALog {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    static final String GROUP = "/apps/shop";

    final LocalAws aws = LocalAws.builder().clock(START).start();
    final CloudWatchLogsClient logs = TestClients.build(CloudWatchLogsClient.builder(), aws);

    @BeforeEach
    void noEmptyPages() {
        aws.switches().set(LogsSwitches.EMPTY_PAGE_EVERY, 0);
    }

    @AfterEach
    void close() {
        logs.close();
        aws.close();
    }

    /** A container writes. */
    void line(String stream, String text) {
        aws.logs().line(GROUP, stream, text);
    }

    void seconds(int seconds) {
        aws.advance(Duration.ofSeconds(seconds));
    }

    /** The texts of all pages. */
    List<String> found(Consumer<FilterLogEventsRequest.Builder> filter) {
        List<String> texts = new ArrayList<>();
        String token = null;
        do {
            String from = token;
            FilterLogEventsResponse page = logs.filterLogEvents(request -> {
                request.logGroupName(GROUP).nextToken(from);
                filter.accept(request);
            });
            page.events().forEach(event -> texts.add(event.message()));
            token = page.nextToken();
        } while (token != null);
        return texts;
    }

    static void refused(ThrowingCallable call, String code) {
        assertThatExceptionOfType(CloudWatchLogsException.class)
                .isThrownBy(call)
                .satisfies(
                        error -> assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
