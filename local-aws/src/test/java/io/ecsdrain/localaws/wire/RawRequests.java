package io.ecsdrain.localaws.wire;

import io.ecsdrain.localaws.LocalAws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Requests byte for byte, as other clients than the Java SDK send them. */
final class RawRequests {

    private static final String SIGNATURE =
            "AWS4-HMAC-SHA256 Credential=AKRAW/20260301/eu-west-1/x/aws4_request, SignedHeaders=host, Signature=00";

    private final LocalAws aws;
    private final HttpClient http = HttpClient.newHttpClient();

    RawRequests(LocalAws aws) {
        this.aws = aws;
    }

    HttpResponse<String> json(String target, String body) {
        return send("/", "application/x-amz-json-1.1", body.replace('\'', '"'), "X-Amz-Target", target);
    }

    HttpResponse<String> query(String form) {
        return send("/", "application/x-www-form-urlencoded; charset=utf-8", form, "X-Unused", "1");
    }

    private HttpResponse<String> send(String path, String type, String body, String name, String value) {
        HttpRequest request = HttpRequest.newBuilder(aws.endpoint().resolve(path))
                .header("Content-Type", type)
                .header("Authorization", SIGNATURE)
                .header(name, value)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
