package io.ecsdrain.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.inventory.model.SidecarLogs;
import io.ecsdrain.inventory.observe.EvidenceReader;
import io.ecsdrain.inventory.observe.EvidenceReader.Subject;
import io.ecsdrain.inventory.observe.LineReader;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.logs.LogsSwitches;
import io.ecsdrain.localaws.wire.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines of one deployment, asked about task by task within one observation. */
class NewestLinesTest {

    private static final DeploymentKey KEY = new DeploymentKey("app", "1");
    private static final String GROUP = "/ecs-drain/app";

    private final LocalAws aws =
            LocalAws.builder().clock(Instant.parse("2026-01-01T12:00:00Z")).start();
    private final AwsClients clients = AwsClients.forTest(aws.endpoint(), "AKREADER");

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    private void says(String task) {
        aws.logs()
                .line(
                        GROUP,
                        "app/drain/" + task,
                        "{\"deployment_name\":\"app\",\"deployment_id\":\"1\",\"task_id\":\"" + task
                                + "\",\"phase\":\"draining\",\"state\":null,\"fence\":null,\"busy\":0,\"sources\":{},\"at\":\""
                                + aws.now()
                                + "\",\"boot\":\"0123456789abcdef\",\"seq\":1,\"beat_seconds\":5,\"ShutdownReady\":1}");
    }

    private EvidenceSource source() {
        Scope scope = Scope.ofCluster("prod").reading(new SidecarLogs("/ecs-drain/{deployment_name}"));
        return new EvidenceSource(
                new EvidenceReader(clients.cloudWatch()), new LineReader(clients.logs()), scope, aws.now());
    }

    private List<String> calls() {
        return aws.calls().stream().map(CallRecord::operation).toList();
    }

    @Test
    void aTaskThatWasAskedAboutLaterAndIsSilentIsLookedForFurtherBack() {
        aws.switches().set(LogsSwitches.EMPTY_PAGE_EVERY, 0);
        says("t2");
        aws.advance(Duration.ofMinutes(1));
        says("t1");
        EvidenceSource source = source();
        assertThat(source.of(List.of(new Subject(KEY, "t1")))).containsOnlyKeys(new Subject(KEY, "t1"));
        assertThat(source.of(List.of(new Subject(KEY, "t2"))).get(new Subject(KEY, "t2")))
                .isInstanceOf(Evidence.Lines.class);
        assertThat(calls()).containsExactly("FilterLogEvents", "FilterLogEvents", "FilterLogEvents");
    }

    @Test
    void oneReadAnswersForAllThatSpokeOfLate() {
        aws.switches().set(LogsSwitches.EMPTY_PAGE_EVERY, 0);
        says("t1");
        says("t2");
        EvidenceSource source = source();
        source.of(List.of(new Subject(KEY, "t1")));
        assertThat(source.of(List.of(new Subject(KEY, "t2"))).get(new Subject(KEY, "t2")))
                .isInstanceOf(Evidence.Lines.class);
        assertThat(calls()).containsExactly("FilterLogEvents");
    }
}
