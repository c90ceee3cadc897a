package io.ecsdrain.inventory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.SidecarLine;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.logs.LogsSwitches;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineReaderTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "1");
    private static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");
    private static final String GROUP = "/ecs-drain/app";
    private static final String LINE = "{\"deployment_name\":\"app\",\"deployment_id\":\"1\",\"task_id\":\"t1\","
            + "\"phase\":\"draining\",\"state\":\"7@2026-01-01T11:59:00Z\",\"fence\":null,\"busy\":3,"
            + "\"sources\":{\"@connections\":3,\"@url\":null},"
            + "\"peers\":{\"10.0.1.7\":2,\"fd00:0:0:0:0:0:0:1\":1},\"at\":\"2026-01-01T12:00:00Z\",\"boot\":\"0123456789abcdef\","
            + "\"seq\":4,\"beat_seconds\":15,\"ShutdownReady\":0}";

    private LocalAws aws;
    private AwsClients clients;
    private LineReader reader;

    @BeforeEach
    void start() {
        aws = LocalAws.builder().clock(T0).start();
        clients = AwsClients.forTest(aws.endpoint(), "AKREADER");
        reader = new LineReader(clients.logs());
    }

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
    }

    private Map<String, Evidence> read(String... tasks) {
        return reader.of(KEY, GROUP, aws.now(), List.of(tasks)).value().orElseThrow();
    }

    private void says(String task, int seq, int beat) {
        aws.logs()
                .line(
                        GROUP,
                        "app/drain/" + task,
                        LINE.replace("\"t1\"", "\"" + task + "\"")
                                .replace("\"seq\":4", "\"seq\":" + seq)
                                .replace("\"beat_seconds\":15", "\"beat_seconds\":" + beat));
    }

    private static List<Long> numbers(Evidence lines) {
        return ((Evidence.Lines) lines).lines().stream().map(SidecarLine::seq).toList();
    }

    @Test
    void ofTasksThatSpokeOfLateOlderLinesAreNotRead() {
        aws.switches().set(LogsSwitches.EMPTY_PAGE_EVERY, 0);
        says("t1", 1, 5);
        aws.advance(LineReader.NEWEST.plusMillis(1));
        says("t1", 2, 5);
        assertThat(numbers(read("t1").get("t1"))).containsExactly(2L);
        assertThat(aws.calls()).hasSize(1);
    }

    @Test
    void whereOneIsSilentOrSpeaksSeldomAllFourMinutesAreRead() {
        says("t1", 1, 5);
        aws.advance(LineReader.NEWEST.plusMillis(1));
        says("t2", 2, 5);
        assertThat(read("t1", "t2")).containsOnlyKeys("t1", "t2");
        says("t1", 2, 10);
        assertThat(numbers(read("t1", "t2").get("t1"))).containsExactly(1L, 2L);
    }

    @Test
    void aTaskThatNoQuestionIsAboutMayBeSilent() {
        says("t1", 1, 5);
        aws.advance(LineReader.NEWEST.plusMillis(1));
        says("t2", 2, 5);
        assertThat(read("t2")).containsOnlyKeys("t2");
    }

    @Test
    void aLineIsReadWithAllThatItSays() {
        aws.logs().line(GROUP, "app/drain/t1", LINE);
        assertThat(read("t1"))
                .containsOnly(Map.entry(
                        "t1",
                        new Evidence.Lines(List.of(new SidecarLine(
                                "t1",
                                T0,
                                "0123456789abcdef",
                                4,
                                Duration.ofSeconds(15),
                                Optional.of("7@2026-01-01T11:59:00Z"),
                                Optional.empty(),
                                false,
                                3,
                                Map.of("@connections", OptionalInt.of(3), "@url", OptionalInt.empty()),
                                Map.of("10.0.1.7", 2, "fd00:0:0:0:0:0:0:1", 1))))));
    }

    @Test
    void aLineCountsInItsOwnTasksStreamAlone() {
        aws.logs().line(GROUP, "app/drain/t2", LINE);
        assertThat(read("t1")).isEmpty();
    }

    @Test
    void linesOfOthersAreNotAskedFor() {
        aws.logs().line(GROUP, "app/drain/t1", LINE.replace("\"deployment_id\":\"1\"", "\"deployment_id\":\"2\""));
        aws.logs()
                .line(GROUP, "app/drain/t1", LINE.replace("\"deployment_name\":\"app\"", "\"deployment_name\":\"a\""));
        aws.logs().line(GROUP, "app/web/t1", "an app's own line with \"boot\" in it");
        // Of a sidecar before decision 21.
        aws.logs().line(GROUP, "app/drain/t1", LINE.replace("\"boot\":\"0123456789abcdef\",", ""));
        assertThat(read("t1")).isEmpty();
    }

    @Test
    void whatIsOlderThanFourMinutesIsNotAskedFor() {
        aws.logs().line(GROUP, "app/drain/t1", LINE);
        aws.advance(LineReader.LOOK_BACK.plusMillis(1));
        assertThat(read("t1")).isEmpty();
    }

    @Test
    void allPagesAreRead() {
        aws.switches().set(LogsSwitches.EMPTY_PAGE_EVERY, 2);
        IntStream.rangeClosed(1, 4_000)
                .forEach(seq -> aws.logs().line(GROUP, "app/drain/t1", LINE.replace("\"seq\":4", "\"seq\":" + seq)));
        assertThat(((Evidence.Lines) read("t1").get("t1")).lines()).hasSize(4_000);
        assertThat(aws.calls()).hasSizeGreaterThan(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"seq\":4;\"seq\":0",
                "\"seq\":4;\"seq\":\"4\"",
                "\"seq\":4;\"seq\":4.5",
                "\"seq\":4,;''",
                "\"busy\":3;\"busy\":-1",
                "\"busy\":3;\"busy\":null",
                "\"ShutdownReady\":0;\"ShutdownReady\":\"1\"",
                "\"beat_seconds\":15;\"beat_seconds\":0",
                "\"at\":\"2026-01-01T12:00:00Z\";\"at\":\"today\"",
                "\"at\":\"2026-01-01T12:00:00Z\";\"at\":\"+1000000000-12-31T23:59:59Z\"",
                "\"state\":\"7@2026-01-01T11:59:00Z\";\"state\":7",
                "\"fence\":null;\"fence\":1",
                "\"fence\":null,;''",
                "\"sources\":{\"@connections\":3,\"@url\":null};\"sources\":[]",
                "\"@connections\":3;\"@connections\":-3",
                "\"10.0.1.7\":2;\"10.0.1.7\":-2",
                "\"10.0.1.7\":2;\"\\u001b[2J\":2",
                "\"peers\":{\"10.0.1.7\":2,;\"peers\":7,\"x\":{"
            })
    void aLineOfAnotherFormMakesItsTaskUnreadAndNoneReady(String part, String otherwise) {
        aws.logs().line(GROUP, "app/drain/t1", LINE);
        String odd = LINE.replace(part, otherwise);
        assertThat(odd).isNotEqualTo(LINE);
        aws.logs().line(GROUP, "app/drain/t1", odd);
        assertThat(read("t1").get("t1")).isInstanceOf(Evidence.Unread.class);
    }

    @Test
    void aGroupThatIsMissingOrCannotBeReadIsUnknown() {
        assertThat(reader.of(KEY, GROUP, aws.now(), List.of("t1")).unknownBecause())
                .contains("FilterLogEvents: ResourceNotFoundException");
    }
}
