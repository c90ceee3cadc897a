package io.ecsdrain.sidecar.observe;

import io.ecsdrain.sidecar.aws.BoundedAnswer;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** An HTTP client whose answers end: the SDK reads a whole answer into memory before it looks at it. */
final class BoundedHttp implements SdkHttpClient {

    /** A parameter holds 8 KiB at most (SSM's PutParameter, tier Advanced), escaped six times as much. */
    static final int MOST_BYTES = 64 << 10;

    private final SdkHttpClient http;
    private final Duration limit;

    /** @param limit for one attempt, from its begin to the end of its answer */
    BoundedHttp(SdkHttpClient http, Duration limit) {
        this.http = http;
        this.limit = limit;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = http.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                long begun = System.nanoTime();
                return bounded(prepared.call(), begun);
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    private HttpExecuteResponse bounded(HttpExecuteResponse answer, long begun) {
        return HttpExecuteResponse.builder()
                .response(answer.httpResponse())
                .responseBody(answer.responseBody()
                        .map(body ->
                                AbortableInputStream.create(new BoundedAnswer(body, MOST_BYTES, limit, begun), body))
                        .orElse(null))
                .build();
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {
        http.close();
    }
}
