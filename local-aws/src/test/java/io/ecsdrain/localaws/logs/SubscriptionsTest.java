package io.ecsdrain.localaws.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;

class SubscriptionsTest extends OnALog {

    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:wake";

    private final List<String> delivered = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void aFunction() {
        aws.logs().function(FUNCTION, event -> unpacked(event)
                .path("logEvents")
                .forEach(each -> delivered.add(unpacked(event).path("logStream").asText() + " "
                        + each.path("message").asText())));
    }

    @Test
    void matchingEventsGoToTheFunctionOnceTheyCanBeRead() {
        aws.switches().set(LogsSwitches.INGESTION_DELAY, Duration.ofSeconds(2));
        line("s", "{\"turn\":true,\"n\":0}");
        seconds(5);
        subscribe("wake", "{ $.turn IS TRUE }");
        seconds(1);
        line("s", "{\"turn\":true,\"n\":1}");
        line("s", "{\"n\":2}");
        line("t", "{\"turn\":true,\"n\":3}");
        seconds(1);
        aws.logs().awaitDelivery();
        assertThat(delivered).isEmpty();
        seconds(2);
        aws.logs().awaitDelivery();
        assertThat(delivered).hasSize(2);
        seconds(5);
        line("s", "{\"turn\":true,\"n\":4}");
        seconds(5);
        aws.logs().awaitDelivery();
        assertThat(delivered).hasSize(3);
        assertThat(delivered)
                .containsExactly("s {\"turn\":true,\"n\":1}", "t {\"turn\":true,\"n\":3}", "s {\"turn\":true,\"n\":4}");
    }

    @Test
    void aFunctionThatCallsAwsOrFailsStopsNothing() {
        aws.logs().function(FUNCTION, event -> {
            delivered.add(String.valueOf(found(filter -> {}).size()));
            throw new IllegalStateException("as functions do");
        });
        line("s", "x");
        subscribe("wake", "");
        seconds(1);
        line("s", "y");
        seconds(1);
        aws.logs().awaitDelivery();
        assertThat(delivered).hasSize(1);
        line("s", "z");
        seconds(1);
        aws.logs().awaitDelivery();
        assertThat(delivered).hasSize(2);
    }

    @Test
    void aGroupTakesTwoOfThemAndOnlyForAFunctionThatIsThere() {
        line("s", "x");
        refused(
                () -> logs.putSubscriptionFilter(put -> put.logGroupName(GROUP)
                        .filterName("a")
                        .filterPattern("")
                        .destinationArn(FUNCTION + "-other")),
                "InvalidParameterException");
        subscribe("a", "");
        subscribe("b", "");
        subscribe("b", "x");
        refused(() -> subscribe("c", ""), "LimitExceededException");
        refused(() -> subscribe("a", "{ nonsense }"), "InvalidParameterException");
        assertThat(logs.describeSubscriptionFilters(describe -> describe.logGroupName(GROUP))
                        .subscriptionFilters())
                .hasSize(2);
        logs.deleteSubscriptionFilter(delete -> delete.logGroupName(GROUP).filterName("a"));
        subscribe("c", "");
        refused(
                () -> logs.deleteSubscriptionFilter(
                        delete -> delete.logGroupName(GROUP).filterName("a")),
                "ResourceNotFoundException");
    }

    @Test
    void theClassInfrequentAccessTakesNone() {
        logs.createLogGroup(create -> create.logGroupName(GROUP).logGroupClass(LogGroupClass.INFREQUENT_ACCESS));
        refused(() -> subscribe("a", ""), "InvalidOperationException");
    }

    private void subscribe(String name, String pattern) {
        logs.putSubscriptionFilter(put ->
                put.logGroupName(GROUP).filterName(name).filterPattern(pattern).destinationArn(FUNCTION));
    }

    private static JsonNode unpacked(String event) {
        try {
            String data = new ObjectMapper().readTree(event).at("/awslogs/data").asText();
            try (GZIPInputStream zip = new GZIPInputStream(
                    new ByteArrayInputStream(Base64.getDecoder().decode(data)))) {
                return new ObjectMapper().readTree(zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
