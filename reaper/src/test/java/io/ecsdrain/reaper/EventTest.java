package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.contract.DeploymentKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a subscription sends, well formed and not. */
class EventTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static Optional<LineEvent> event(String data) throws IOException {
        return LineEvent.of(
                JSON.createObjectNode().set("awslogs", JSON.createObjectNode().put("data", data)));
    }

    private static String batch(String... messages) {
        var data = JSON.createObjectNode().put("messageType", "DATA_MESSAGE");
        var events = data.putArray("logEvents");
        for (String message : messages) {
            events.addObject().put("id", "1").put("timestamp", 1).put("message", message);
        }
        return data.toString();
    }

    @Test
    void theFirstLineOfASidecarNamesTheDeployment() throws IOException {
        String batch = batch("a line of the app", "{}", "{\"deployment_name\":\"app\",\"deployment_id\":\"v1\"}");
        assertThat(event(packed(batch)).orElseThrow().deployment()).contains(new DeploymentKey("app", "v1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "no JSON",
                "",
                "{\"messageType\":\"CONTROL_MESSAGE\",\"logEvents\":[{\"message\":\"CWL CONTROL MESSAGE\"}]}",
                "{\"logEvents\":[{\"message\":\"{\\\"deployment_name\\\":\\\"a/b\\\",\\\"deployment_id\\\":\\\"v1\\\"}\"}]}",
                "{\"logEvents\":[{\"message\":\"[1]\"}]}",
                "{\"logEvents\":{\"message\":5}}"
            })
    void whatNamesNoneIsOfNone(String text) throws IOException {
        assertThat(event(packed(text)).orElseThrow().deployment()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%%%", "bm90IHppcHBlZA=="})
    void whatCannotBeUnpackedIsOfNone(String data) throws IOException {
        assertThat(event(data).orElseThrow().deployment()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"awslogs\":null}", "{\"awslogs\":{\"data\":5}}", "[]"})
    void anythingElseComesFromNoSubscription(String event) throws IOException {
        assertThat(LineEvent.of(JSON.readTree(event))).isEmpty();
    }
}
