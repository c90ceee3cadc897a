package io.ecsdrain.sidecar.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.sidecar.drain.DrainPhase;
import io.ecsdrain.sidecar.drain.DrainView;
import io.ecsdrain.sidecar.drain.ViewDraft;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmfLineTest {

    private static final DeploymentKey APP = new DeploymentKey("myapp", "20251028-183000-abc1234");
    private static final Instant AT = Instant.parse("2026-01-01T12:00:18.123456789Z");
    private static final String TASK = "0f3ab1c2d3e4f5061728394a5b6c7d8e";
    private static final String BOOT = "9c1f5a7be02d4468";
    private static final DrainView UNKNOWN = ViewDraft.of(DrainPhase.UNKNOWN).view();

    /** The lines of docs/contract.md; what they cost is in docs/scale-and-cost.md. */
    @Test
    void areTheGoldenLinesOfTheContract() throws IOException {
        DrainView first = ViewDraft.of(DrainPhase.DRAINING)
                .write("2@2026-01-01T11:59:40Z")
                .busy(3)
                .count("@connections", OptionalInt.of(3))
                .view();
        DrainView answers = ViewDraft.of(DrainPhase.DRAINING)
                .ready(true)
                .write("2@2026-01-01T11:59:40Z")
                .fence("5d0c7e91b3a44f6d8e21f09c3b7a6e54")
                .count("@connections", OptionalInt.of(0))
                .view();

        String prose = Files.readString(Path.of("../docs/contract.md"));
        String usual = text(line(true, 60).of(AT, TASK, first, 41, false));
        assertThat(prose).contains(usual);
        assertThat(Path.of("../docs/scale-and-cost.md")).content().contains("One line is " + usual.length() + " bytes");
        assertThat(prose).contains(text(line(false, 60).of(AT.plusSeconds(52), TASK, answers, 53, true)));
    }

    @Test
    void asksForHighResolutionOnlyWhenTold() throws Exception {
        JsonNode metric = json(line(true, 1).of(AT, TASK, UNKNOWN, 1, false)).at("/_aws/CloudWatchMetrics/0/Metrics/0");

        assertThat(metric.toString())
                .isEqualTo("{\"Name\":\"ShutdownReady\",\"Unit\":\"Count\",\"StorageResolution\":1}");
    }

    @Test
    void staysOneLineWhateverTheTaskId() throws Exception {
        byte[] line = line(true, 60).of(AT, "a\n\"b\\", UNKNOWN, 1, false);

        assertThat(text(line).lines()).hasSize(1);
        assertThat(json(line).get("task_id").asText()).isEqualTo("a\n\"b\\");
        assertThat(json(line).get("ShutdownReady").isInt()).isTrue();
    }

    @Test
    void aTaskThatKnowsNothingSaysSoBesideItsZero() throws Exception {
        JsonNode line = json(line(true, 60).of(AT, TASK, UNKNOWN, 1, false));

        assertThat(line.get("ShutdownReady").asInt()).isZero();
        assertThat(line.get("phase").asText()).isEqualTo("unknown");
        assertThat(line.get("state").isNull()).isTrue();
        assertThat(line.get("fence").isNull()).isTrue();
        assertThat(line.has("turn")).isFalse();
        assertThat(line.get("sources").toString()).isEqualTo("{}");
    }

    @Test
    void aSourceWhoseCountIsNotKnownIsNullAndAReporterIsNoSource() throws Exception {
        DrainView view = ViewDraft.of(DrainPhase.DRAINING)
                .busy(12)
                .count("default", OptionalInt.of(12))
                .count("@url", OptionalInt.empty())
                .view();

        assertThat(json(line(true, 60).of(AT, TASK, view, 1, false))
                        .get("sources")
                        .toString())
                .isEqualTo("{\"@url\":null}");
    }

    @Test
    void theAddressesOfTheConnectionsStandThereWhileThereAreSome() throws Exception {
        DrainView view = ViewDraft.of(DrainPhase.DRAINING)
                .busy(3)
                .count("@connections", OptionalInt.of(3))
                .peer("10.0.1.7", 2)
                .peer("10.0.0.9", 1)
                .view();

        assertThat(json(line(true, 60).of(AT, TASK, view, 1, false))
                        .get("peers")
                        .toString())
                .isEqualTo("{\"10.0.1.7\":2,\"10.0.0.9\":1}");
        assertThat(json(line(true, 60).of(AT, TASK, UNKNOWN, 1, false)).has("peers"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"PT0.01S, 0.01", "PT0.2S, 0.2", "PT5S, 5", "PT7.5S, 7.5", "PT10S, 10", "PT60S, 60"})
    void theBeatIsANumberAsAPersonWritesIt(Duration every, String said) {
        byte[] line = new EmfLine(APP, new LineRules(every, true, 60), BOOT).of(AT, TASK, UNKNOWN, 1, false);

        assertThat(text(line)).contains("\"beat_seconds\":" + said + ",");
    }

    private static EmfLine line(boolean metric, int resolution) {
        return new EmfLine(APP, new LineRules(Duration.ofSeconds(5), metric, resolution), BOOT);
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }

    private static JsonNode json(byte[] line) throws IOException {
        return new ObjectMapper().readTree(line);
    }
}
