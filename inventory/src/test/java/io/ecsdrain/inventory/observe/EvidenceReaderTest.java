package io.ecsdrain.inventory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ReadyPoints;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Window;
import io.ecsdrain.inventory.observe.EvidenceReader.Subject;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.cloudwatch.CloudWatchSwitches;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EvidenceReaderTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "1");
    private static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");

    private LocalAws aws;
    private AwsClients clients;
    private EvidenceReader reader;
    private Window window;

    @BeforeEach
    void start() {
        aws = LocalAws.builder().clock(T0.plusSeconds(330)).start();
        clients = AwsClients.forTest(aws.endpoint(), "AKREADER");
        reader = new EvidenceReader(clients.cloudWatch());
        window = Window.before(aws.now(), Duration.ofSeconds(60), 3, Duration.ZERO);
    }

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
    }

    private void say(List<Subject> subjects, int minute, double value) {
        Instant at = T0.plusSeconds(60L * minute + 10);
        ReadyPoints.put(
                clients.cloudWatch(),
                subjects.stream()
                        .map(subject -> ReadyPoints.of(subject.key(), subject.taskId(), at, value))
                        .toList());
    }

    private static List<Subject> tasks(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Subject(KEY, "0task" + number))
                .toList();
    }

    private static Evidence points(double... values) {
        List<Evidence.Point> points = new ArrayList<>();
        for (int minute = 0; minute < values.length; minute++) {
            points.add(new Evidence.Point(T0.plusSeconds(60L * minute), values[minute]));
        }
        return new Evidence.Points(points);
    }

    @Test
    void partialDataIsFollowedAndAppendedUnderItsId() {
        List<Subject> tasks = tasks(3);
        say(tasks, 0, 0);
        say(tasks, 1, 1);
        say(tasks.subList(0, 2), 2, 1);
        say(tasks, 2, 0);
        aws.switches().set(CloudWatchSwitches.DATAPOINTS_PER_PAGE, 2);

        assertThat(reader.of(tasks, window)).hasSize(3).allSatisfy((task, evidence) -> assertThat(evidence)
                .isEqualTo(points(0, 1, 0)));
        assertThat(aws.calls().stream().filter(call -> call.operation().equals("GetMetricData")))
                .as("nine points, two a page")
                .hasSizeGreaterThan(3);
    }

    @Test
    void everyTaskIsAskedAboutWithAtMost500QueriesACall() {
        List<Subject> tasks = tasks(501);
        say(tasks.subList(0, 500), 0, 1);
        say(tasks.subList(500, 501), 0, 0);

        Map<Subject, Evidence> seen = reader.of(tasks, window);

        assertThat(seen).hasSize(501);
        assertThat(seen.get(tasks.get(500))).isEqualTo(points(0));
        assertThat(seen.get(tasks.get(499))).isEqualTo(points(1));
        assertThat(aws.calls().stream().filter(call -> call.operation().equals("GetMetricData")))
                .hasSize(2);
    }

    @Test
    void onlyTheExactDeploymentCounts() {
        say(List.of(new Subject(new DeploymentKey("app", "2"), "0task0")), 0, 1);
        assertThat(reader.of(tasks(1), window)).containsEntry(tasks(1).get(0), new Evidence.Points(List.of()));
    }

    @Test
    void theOpenPeriodIsSeenAndNothingBeforeTheWindow() {
        List<Subject> tasks = tasks(1);
        say(tasks, -30, 1);
        say(tasks, 5, 1);
        assertThat(reader.of(tasks, window))
                .containsEntry(tasks.get(0), new Evidence.Points(List.of(new Evidence.Point(T0.plusSeconds(300), 1))));
    }

    @Test
    void aFailureOnALaterPageMakesTheWholeBatchUnread() {
        List<Subject> tasks = tasks(2);
        say(tasks, 0, 1);
        say(tasks, 1, 1);
        aws.switches().set(CloudWatchSwitches.DATAPOINTS_PER_PAGE, 2);
        aws.faults()
                .on("cloudwatch", "GetMetricData")
                .after(1)
                .then(new Fault.Refuse(AwsError.badRequest("AccessDenied", "not allowed")));
        assertThat(reader.of(tasks, window)).hasSize(2).allSatisfy((task, evidence) -> assertThat(evidence)
                .isEqualTo(new Evidence.Unread("GetMetricData: AccessDenied")));
    }
}
