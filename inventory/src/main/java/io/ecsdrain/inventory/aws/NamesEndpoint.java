package io.ecsdrain.inventory.aws;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Adds to what went wrong on the way to AWS where it was tried to be reached: of a refused connection the SDK does not
 * say it.
 */
final class NamesEndpoint implements ExecutionInterceptor {

    @Override
    public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
        Throwable failure = context.exception();
        Optional<String> where = context.httpRequest().map(NamesEndpoint::endpoint);
        if (where.isEmpty() || String.valueOf(failure.getMessage()).contains(where.get())) {
            return failure;
        }
        String message = failure.getMessage() + " (" + where.get() + ")";
        if (failure instanceof ApiCallTimeoutException) {
            return ApiCallTimeoutException.builder()
                    .message(message)
                    .cause(failure)
                    .build();
        }
        if (failure instanceof ApiCallAttemptTimeoutException) {
            return ApiCallAttemptTimeoutException.builder()
                    .message(message)
                    .cause(failure)
                    .build();
        }
        return failure.getClass() == SdkClientException.class && failure.getCause() instanceof IOException
                ? SdkClientException.create(message, failure.getCause())
                : failure;
    }

    private static String endpoint(SdkHttpRequest request) {
        URI uri = request.getUri();
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
