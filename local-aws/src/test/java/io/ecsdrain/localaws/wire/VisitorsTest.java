package io.ecsdrain.localaws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.localaws.LocalAws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web page that is open on the developer's machine can send to loopback, byte for byte. */
class VisitorsTest {

    private static final String JSON = "application/x-amz-json-1.1";

    private final LocalAws aws = LocalAws.builder().start();

    @AfterEach
    void close() {
        aws.close();
    }

    /** @param extra further header lines, each ended by CR LF */
    private String send(String host, String type, String extra, String path, String body) throws IOException {
        String request = "POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + extra
                + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
                + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), aws.endpoint().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String createCluster(String host, String type, String extra) throws IOException {
        return send(
                host,
                type,
                extra + "X-Amz-Target: AmazonEC2ContainerServiceV20141113.CreateCluster\r\n",
                "/",
                "{\"clusterName\":\"c\"}");
    }

    private boolean untouched() {
        return aws.calls().isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:4566",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "10.0.0.1",
                "[::2]:80"
            })
    void aNameThatWasReboundToLoopbackIsRefused(String host) throws IOException {
        assertThat(createCluster(host, JSON, ""))
                .startsWith("HTTP/1.1 403 ")
                .contains("Host", "localhost, 127.0.0.1 or [::1]");
        assertThat(untouched()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "localhost:4566", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:9", "[::1]", "[::1]:4566"})
    void loopbackNamesAreServedWithAnyPort(String host) throws IOException {
        assertThat(createCluster(host, JSON, "")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://localhost:4566", "null"})
    void whateverSendsAnOriginIsABrowserAndRefused(String origin) throws IOException {
        assertThat(createCluster("localhost", JSON, "Origin: " + origin + "\r\n"))
                .startsWith("HTTP/1.1 403 ")
                .contains("Origin");
        assertThat(untouched()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "multipart/form-data; boundary=x", ""})
    void jsonIsReadInAwssOwnContentTypesOnly(String type) throws IOException {
        assertThat(createCluster("localhost", type, ""))
                .startsWith("HTTP/1.1 415 ")
                .contains("application/x-amz-json-1.1");
        assertThat(untouched()).isTrue();
    }

    @Test
    void cborIsReadAsCborOnly() throws IOException {
        String path = "/service/GraniteServiceVersion20100801/operation/ListMetrics";
        assertThat(send("localhost", "text/plain", "", path, "\u007f"))
                .startsWith("HTTP/1.1 415 ")
                .contains("application/cbor");
        assertThat(untouched()).isTrue();
    }

    /** A form is what a page may send anywhere without being asked; its Origin gives it away. */
    @Test
    void aFormOfAPageIsRefused() throws IOException {
        assertThat(send(
                        "127.0.0.1",
                        "application/x-www-form-urlencoded",
                        "Origin: null\r\n",
                        "/",
                        "Action=DescribeLoadBalancers&Version=2015-12-01"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(untouched()).isTrue();
    }
}
