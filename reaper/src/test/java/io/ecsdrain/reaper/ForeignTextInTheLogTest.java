package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.reaper.report.RunLog;
import io.ecsdrain.reaper.report.RunReport;
import io.ecsdrain.reaper.report.RunReportJson;
import io.ecsdrain.reaper.report.RunReportText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * In Lambda the log is what CloudWatch reads metrics from: a parameter must not be able to write a line of its own into
 * it.
 */
class ForeignTextInTheLogTest {

    private static final String FORGED = "a\n{\"_aws\":{\"CloudWatchMetrics\":[]}}\u001b[2J\u202e";

    private final ReaperCluster cluster = new ReaperCluster();
    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        System.setErr(stderr);
        cluster.close();
    }

    @Test
    void aParameterWritesNoLineOfItsOwn() {
        DeploymentKey key = new DeploymentKey("app", "v1");
        cluster.deploy(key, FORGED, 1);
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));

        RunReport report =
                new Reaper(cluster.reaper, cluster.config(), cluster.aws::now, cluster.settings(), new RunLog()).run();
        RunLog.ended(report);

        String told = log.toString(StandardCharsets.UTF_8);
        assertThat(told).contains("\\n{\"_aws\"").doesNotContain("\u001b", "\u202e");
        assertThat(told.lines()).noneMatch(line -> line.startsWith("{"));
        assertThat(RunReportText.of(report)).noneMatch(line -> line.contains("\n"));
        assertThat(RunReportJson.of(report)).doesNotContain("\u202e", "\u001b");
    }
}
