package io.ecsdrain.sidecar;

import static io.ecsdrain.sidecar.SidecarProcess.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.contract.Fence;
import io.ecsdrain.contract.StateWrite;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole life of the process beside a real parameter store: signals, kills and restarts in every state. */
class StatesProcessTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    private final LocalAws aws = LocalAws.builder().clock(T0).start();
    private Map<String, String> environment;

    @BeforeEach
    void environment() throws Exception {
        environment = SidecarProcess.environment(aws.endpoint());
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @ParameterizedTest
    @CsvSource({"unknown,false", "active,false", "draining,false", "draining,true"})
    void sigtermMakesStoppingOfEveryStateAnswersWritesALastLineAndExitsWithZero(String state, boolean ready)
            throws Exception {
        environment.put("DRAIN_GRACE_SECONDS", ready ? "0" : "600");
        environment.put("DRAIN_EMIT_SECONDS", "60");
        if (!state.equals("unknown")) {
            LocalTask.put(aws, state);
        }
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            sidecar.awaitState(state);
            await().atMost(SOON).until(() -> isTold(sidecar, state));
            int before = sidecar.values().size();
            CompletableFuture<String> waiting =
                    CompletableFuture.supplyAsync(() -> get(sidecar, "/drain?wait=60&since=" + state));

            sidecar.sigterm();

            sidecar.awaitState("stopping");
            JsonNode answer = sidecar.drain();
            assertThat(answer.get("draining").asBoolean()).isTrue();
            assertThat(answer.get("shutdown_ready").asBoolean()).isEqualTo(ready);
            assertThat(answer.get("grace_remaining_seconds").isNull()).isTrue();
            assertThat(waiting.join()).contains("\"state\":\"stopping\"");
            assertThat(sidecar.exitCode()).isZero();
            assertThat(sidecar.values()).as("one line at the end").hasSize(before + 1);
            assertThat(sidecar.values().get(before)).isEqualTo(ready ? 1 : 0);
        }
    }

    private static boolean isTold(SidecarProcess sidecar, String state) throws IOException {
        List<JsonNode> lines = sidecar.lines();
        return !lines.isEmpty()
                && lines.get(lines.size() - 1).get("phase").asText().equals(state);
    }

    @Test
    void aRestartIsAnotherBootWhoseLinesBeginAtOne() throws Exception {
        LocalTask.put(aws, "draining");
        List<JsonNode> before;
        try (SidecarProcess first = SidecarProcess.start(directory, environment)) {
            await().atMost(SOON).until(() -> first.lines().size() > 2);
            before = first.lines();
        }
        try (SidecarProcess second = SidecarProcess.start(directory, environment)) {
            await().atMost(SOON).until(() -> second.lines().size() > 2);
            List<JsonNode> after = second.lines();

            for (List<JsonNode> boot : List.of(before, after)) {
                assertThat(boot)
                        .extracting(line -> line.get("boot").asText())
                        .containsOnly(boot.get(0).get("boot").asText());
                for (int i = 0; i < boot.size(); i++) {
                    assertThat(boot.get(i).get("seq").asInt()).isEqualTo(i + 1);
                }
            }
            assertThat(before.get(0).get("boot").asText())
                    .matches("[0-9a-f]{16}")
                    .isNotEqualTo(after.get(0).get("boot").asText());
        }
    }

    @Test
    void withoutTheMetricTheLineSaysAllTheRest() throws Exception {
        environment.put("DRAIN_METRIC", "false");
        LocalTask.put(aws, "draining");
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            await().atMost(SOON).until(() -> sidecar.values().contains(1));

            List<JsonNode> lines = sidecar.lines();
            assertThat(lines).noneMatch(line -> line.has("_aws"));
            JsonNode last = lines.get(lines.size() - 1);
            assertThat(last.get("state").asText()).isEqualTo("1@" + T0);
            assertThat(last.get("beat_seconds").asDouble()).isEqualTo(0.1);
            assertThat(sidecar.err()).contains("DRAIN_METRIC=false leaves out the metric");
        }
    }

    @Test
    void answersForAsLongAsTheAppAsksAndEndsSoonAfter() throws Exception {
        LocalTask.put(aws, "active");
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            sidecar.awaitState("active");
            sidecar.sigterm();
            sidecar.awaitState("stopping");

            long asked = System.nanoTime();
            while (System.nanoTime() - asked < Sidecar.QUIET.plusSeconds(2).toNanos()) {
                assertThat(sidecar.get("/drain?wait=60&since=stopping")).contains("\"state\":\"stopping\"");
            }
            assertThat(sidecar.exitCode()).isZero();
        }
    }

    @Test
    void aRollbackResetsAndTheNextDrainWaitsAFullGraceAgain() throws Exception {
        LocalTask.put(aws, "draining");
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            sidecar.awaitReady();
            sidecar.report(2);
            assertThat(sidecar.drain().get("shutdown_ready").asBoolean())
                    .as("sessions came back")
                    .isFalse();
            sidecar.report(0);
            assertThat(sidecar.drain().get("shutdown_ready").asBoolean()).isTrue();

            aws.advance(Duration.ofSeconds(10));
            LocalTask.put(aws, "active");
            sidecar.awaitState("active");
            assertThat(sidecar.drain().get("draining_since").isNull()).isTrue();
            aws.advance(Duration.ofSeconds(10));
            LocalTask.put(aws, "draining");
            sidecar.awaitState("draining");
            assertThat(sidecar.drain().get("draining_since").asText()).isEqualTo("2026-01-01T00:00:20Z");
            sidecar.awaitReady();
        }
        assertThat(Path.of(directory.toString(), "stdout")).isNotEmptyFile();
    }

    @Test
    void aRestartWhileDrainingKeepsItsDateAndWaitsAFullGraceAgain() throws Exception {
        LocalTask.put(aws, "draining");
        try (SidecarProcess first = SidecarProcess.start(directory, environment)) {
            first.awaitReady();
            first.sigkill();
        }
        aws.advance(Duration.ofHours(1));
        environment.put("DRAIN_GRACE_SECONDS", "600");
        try (SidecarProcess second = SidecarProcess.start(directory, environment)) {
            second.awaitState("draining");

            assertThat(second.drain().get("draining_since").asText()).isEqualTo(T0.toString());
            assertThat(second.drain().get("grace_remaining_seconds").asInt()).isBetween(540, 600);
            assertThat(second.drain().get("shutdown_ready").asBoolean()).isFalse();
        }
    }

    @Test
    void aRestartWhileDrainingTakesNoSilenceForZeroBeforeEveryReporterCouldHaveSpoken() throws Exception {
        LocalTask.put(aws, "draining");
        try (SidecarProcess first = SidecarProcess.start(directory, environment)) {
            first.awaitState("draining");
            first.report(2);
            first.sigkill();
        }
        environment.remove("DRAIN_BUSY_UNKNOWN_SECONDS");
        try (SidecarProcess second = SidecarProcess.start(directory, environment)) {
            second.awaitState("draining");
            await().atMost(SOON)
                    .until(() -> second.drain().get("grace_remaining_seconds").asInt() == 0);

            assertThat(second.drain().get("busy").asInt()).isZero();
            assertThat(second.drain().get("busy_unknown").asBoolean()).isTrue();
            assertThat(second.drain().get("shutdown_ready").asBoolean()).isFalse();
            assertThat(second.values()).doesNotContain(1);
        }
    }

    @Test
    void aFenceOfTheStateThatItKnowsIsAnsweredUntilTheStateIsWrittenAgain() throws Exception {
        environment.put("DRAIN_SETTLE_SECONDS", "0.2");
        Fence fence = new Fence("5d0c7e91b3a44f6d8e21f09c3b7a6e54", StateWrite.of(1, T0), "0".repeat(64));
        LocalTask.put(aws, "draining");
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            sidecar.awaitReady();
            assertThat(sidecar.lines()).allMatch(line -> line.get("fence").isNull());

            LocalTask.put(aws, fence);
            await().atMost(SOON).until(() -> saysAtLast(sidecar, "fence", fence.nonce()));
            sidecar.report(1);
            await().atMost(SOON).until(() -> saysAtLast(sidecar, "fence", "null"));
            sidecar.report(0);
            await().atMost(SOON).until(() -> saysAtLast(sidecar, "fence", fence.nonce()));

            LocalTask.put(aws, "draining");
            await().atMost(SOON).until(() -> saysAtLast(sidecar, "state", StateWrite.of(2, T0)));
            assertThat(saysAtLast(sidecar, "fence", "null")).isTrue();
            assertThat(sidecar.lines())
                    .filteredOn(line -> line.get("fence").asText().equals(fence.nonce()))
                    .allMatch(line -> line.get("state").asText().equals(fence.state())
                            && line.get("busy").asInt() == 0
                            && line.get("ShutdownReady").asInt() == 1);
        }
    }

    private static boolean saysAtLast(SidecarProcess sidecar, String member, String value) throws IOException {
        List<JsonNode> lines = sidecar.lines();
        return lines.get(lines.size() - 1).get(member).asText().equals(value);
    }

    /** The plan's task role allows ssm:GetParameter alone. */
    @Test
    void underTheTaskRoleOfThePlanItDrainsAndSaysOnceThatItAnswersNoFence() throws Exception {
        aws.faults()
                .on("ssm", "GetParameters")
                .then(new Fault.Refuse(AwsError.badRequest("AccessDeniedException", "not authorized")));
        LocalTask.put(aws, "draining");
        LocalTask.put(aws, new Fence("5d0c7e91b3a44f6d8e21f09c3b7a6e54", StateWrite.of(1, T0), "0".repeat(64)));
        environment.put("DRAIN_SETTLE_SECONDS", "0");
        environment.put("DRAIN_POLL_SECONDS", "0.01");
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            sidecar.awaitReady();
            await().atMost(SOON).until(() -> reads("GetParameters") > 1);

            assertThat(sidecar.lines()).allMatch(line -> line.get("fence").isNull());
            assertThat(sidecar.err().lines().filter(line -> line.contains("ssm:GetParameters")))
                    .hasSize(1);
            assertThat(sidecar.err()).doesNotContain("DENIED");
        }
    }

    @Test
    void aStoreThatFailsMakesItStaleAndNothingElseAndSaysSoOnce() throws Exception {
        LocalTask.put(aws, "active");
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            sidecar.awaitState("active");
            // On a busy machine a look may be late, and then it is stale until the next.
            await().atMost(SOON).until(() -> !sidecar.drain().get("stale").asBoolean());
            aws.faults().on("ssm", "GetParameters").then(Fault.serverError());
            await().atMost(SOON).until(() -> sidecar.drain().get("stale").asBoolean());
            int before = sidecar.values().size();

            await().atMost(SOON).until(() -> sidecar.values().size() > before + 5);
            assertThat(sidecar.state()).isEqualTo("active");
            assertThat(sidecar.get("/health")).isEqualTo("{\"status\":\"ok\"}");
            assertThat(sidecar.err().lines().filter(line -> line.contains("UNREACHABLE")))
                    .hasSize(1);

            aws.faults().clear();
            await().atMost(SOON).until(() -> !sidecar.drain().get("stale").asBoolean());
            assertThat(sidecar.err().lines().filter(line -> line.contains("read again")))
                    .hasSize(1);
        }
    }

    @Test
    void pollsOverOneConnectionAlsoWhenTheJvmWouldHaveDroppedIt() throws Exception {
        LocalTask.put(aws, "active");
        environment.put("DRAIN_POLL_SECONDS", "7");
        try (SidecarProcess sidecar = SidecarProcess.start(directory, environment)) {
            sidecar.awaitState("active");
            long before = aws.connections();

            await().atMost(SOON).until(() -> reads("GetParameters") >= 3);
            assertThat(aws.connections()).isEqualTo(before);
        }
    }

    private long reads(String operation) {
        return aws.calls().stream()
                .filter(call -> call.operation().equals(operation))
                .count();
    }

    private static String get(SidecarProcess sidecar, String path) {
        try {
            return sidecar.get(path);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
