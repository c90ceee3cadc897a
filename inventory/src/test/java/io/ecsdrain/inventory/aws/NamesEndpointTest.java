package io.ecsdrain.inventory.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

class NamesEndpointTest {

    private static final String ENDPOINT = "http://127.0.0.1:4566";

    /** A call that failed, on its way if it got as far as a request. */
    private record Failed(Throwable exception, Optional<SdkHttpRequest> httpRequest)
            implements Context.FailedExecution {
        @Override
        public SdkRequest request() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<SdkHttpResponse> httpResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SdkResponse> response() {
            return Optional.empty();
        }
    }

    private static Throwable told(Throwable failure) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create(ENDPOINT + "/path?query"))
                .build();
        return modified(failure, Optional.of(request));
    }

    private static Throwable modified(Throwable failure, Optional<SdkHttpRequest> request) {
        return new NamesEndpoint().modifyException(new Failed(failure, request), new ExecutionAttributes());
    }

    @Test
    void aRefusedConnectionSaysWhereTo() {
        IOException refused = new IOException("Connection refused");

        assertThat(told(SdkClientException.create("Unable to execute HTTP request", refused)))
                .isInstanceOf(SdkClientException.class)
                .hasMessage("Unable to execute HTTP request (" + ENDPOINT + ")")
                .hasCause(refused);
    }

    @Test
    void aCallThatTookTooLongStaysOneAndSaysWhereTo() {
        assertThat(told(ApiCallTimeoutException.create(5)))
                .isInstanceOf(ApiCallTimeoutException.class)
                .hasMessageEndingWith(" (" + ENDPOINT + ")");
        assertThat(told(ApiCallAttemptTimeoutException.create(5)))
                .isInstanceOf(ApiCallAttemptTimeoutException.class)
                .hasMessageEndingWith(" (" + ENDPOINT + ")");
    }

    @Test
    void aFailureThatNamesItAlreadyOrIsNoneOfTheWayStaysAsItIs() {
        SdkClientException named = SdkClientException.create("no answer from " + ENDPOINT, new IOException());
        SdkClientException elsewhere = SdkClientException.create("Unable to load credentials");
        IllegalStateException other = new IllegalStateException("closed", new IOException());

        assertThat(told(named)).isSameAs(named);
        assertThat(told(elsewhere)).isSameAs(elsewhere);
        assertThat(told(other)).isSameAs(other);
    }

    @Test
    void aCallThatMadeNoRequestStaysAsItIs() {
        SdkClientException failure = SdkClientException.create("Unable to sign", new IOException());

        assertThat(modified(failure, Optional.empty())).isSameAs(failure);
    }
}
