package io.ecsdrain.localaws.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.TestClients;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;

class FaultPlanTest {

    private final LocalAws aws =
            LocalAws.builder().clock(Instant.parse("2026-03-01T10:00:00Z")).start();
    private final SsmClient ssm = TestClients.ssm(aws);

    @AfterEach
    void close() {
        ssm.close();
        aws.close();
    }

    private void create(String name) {
        ssm.putParameter(put -> put.name(name).value("v").type(ParameterType.STRING));
    }

    private String get(String name) {
        return ssm.getParameter(get -> get.name(name)).parameter().value();
    }

    @Test
    void aThrottleIsWhatTheSdkTakesForOneAndEndsAfterItsCount() {
        create("/p");
        aws.faults().on("ssm", "GetParameter").times(2).then(Fault.throttle());
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> get("/p")).isInstanceOfSatisfying(SsmException.class, error -> {
                assertThat(error.isThrottlingException()).isTrue();
                assertThat(error.statusCode()).isEqualTo(400);
            });
        }
        assertThat(get("/p")).isEqualTo("v");
        assertThat(aws.calls()).extracting(CallRecord::errorCode).contains("ThrottlingException");
    }

    @Test
    void aServerErrorHasNoEffectAndLetsTheFirstCallsPass() {
        aws.faults().on("ssm", "PutParameter").after(1).times(1).then(Fault.serverError());
        create("/a");
        assertThatThrownBy(() -> create("/b"))
                .isInstanceOfSatisfying(SsmException.class, error -> assertThat(error.statusCode())
                        .isEqualTo(500));
        assertThatThrownBy(() -> get("/b")).isInstanceOf(ParameterNotFoundException.class);
        create("/c");
    }

    @Test
    void aLostAnswerTookEffect() {
        aws.faults().on("ssm", "PutParameter").times(1).then(new Fault.LoseAnswer());
        assertThatThrownBy(() -> create("/a")).isInstanceOf(SdkClientException.class);
        assertThat(get("/a")).isEqualTo("v");

        aws.faults().on("ssm", "PutParameter").times(1).then(new Fault.FailAfterEffect());
        assertThatThrownBy(() -> create("/b")).isInstanceOf(SsmException.class);
        assertThat(get("/b")).isEqualTo("v");
    }

    @Test
    void anUnreachableServiceTakesNoEffect() {
        aws.faults().on("ssm", "PutParameter").times(1).then(new Fault.Unreachable());
        assertThatThrownBy(() -> create("/a")).isInstanceOf(SdkClientException.class);
        assertThatThrownBy(() -> get("/a")).isInstanceOf(ParameterNotFoundException.class);
    }

    @Test
    void aDelayedCallTakesThatLong() {
        create("/a");
        aws.faults().on("ssm", "GetParameter").then(new Fault.Delay(Duration.ofMillis(150)));
        long before = System.nanoTime();
        get("/a");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void aCrashedCallerDoesNothingMore() {
        aws.faults().crash(TestClients.ROLE, 1);
        create("/a");
        assertThat(get("/a")).isEqualTo("v");
        assertThatThrownBy(() -> create("/b")).isInstanceOf(SsmException.class).hasMessageContaining("dead");
        assertThatThrownBy(() -> get("/a")).isInstanceOf(SsmException.class);
        aws.faults().clear();
        assertThatThrownBy(() -> get("/b")).isInstanceOf(ParameterNotFoundException.class);
    }
}
