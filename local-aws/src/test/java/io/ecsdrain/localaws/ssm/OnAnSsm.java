package io.ecsdrain.localaws.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.TestClients;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** A parameter store with stepped time, through the SDK. */
abstract class OnAnSsm {

    static final Instant START = Instant.parse("2026-03-01T10:00:00.250Z");
    static final String NAME = "/apps/shop/v1/state";

    final LocalAws aws = LocalAws.builder().clock(START).start();
    final SsmClient ssm = TestClients.ssm(aws);

    @BeforeEach
    void noEmptyPages() {
        aws.switches().set(SsmSwitches.EMPTY_PAGE_EVERY, 0);
    }

    @AfterEach
    void close() {
        ssm.close();
        aws.close();
    }

    void create(String name, String value) {
        ssm.putParameter(put -> put.name(name).value(value).type(ParameterType.STRING));
    }

    void overwrite(String name, String value) {
        ssm.putParameter(put -> put.name(name).value(value).overwrite(true));
    }

    Parameter get(String name) {
        return ssm.getParameter(get -> get.name(name)).parameter();
    }

    static org.assertj.core.api.ThrowableAssertAlternative<SsmException> refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code) {
        return org.assertj.core.api.Assertions.assertThatExceptionOfType(SsmException.class)
                .isThrownBy(call)
                .satisfies(
                        error -> assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
