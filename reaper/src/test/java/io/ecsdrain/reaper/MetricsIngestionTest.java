package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.reaper.report.RunMetrics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/** What the reaper's log says comes back from CloudWatch as numbers. */
class MetricsIngestionTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey BUSY = new DeploymentKey("app", "v2");
    private static final DeploymentKey LIVE = new DeploymentKey("app", "v10");

    private ReaperCluster cluster;

    @BeforeEach
    void oneReadyOneBusyAndALiveDeployment() {
        cluster = new ReaperCluster();
        List.of(OLD, BUSY, LIVE).forEach(key -> cluster.deploy(key, "active", 1));
        cluster.defaultAction(LIVE);
        cluster.parameter(OLD, "draining");
        cluster.parameter(BUSY, "draining");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private double get(String metric, String statistic) {
        MetricDataQuery query = MetricDataQuery.builder()
                .id("m")
                .metricStat(stat -> stat.stat(statistic).period(86_400).metric(of -> of.namespace("App/Drain")
                        .metricName(metric)
                        .dimensions(Dimension.builder()
                                .name(RunMetrics.DIMENSION)
                                .value("app")
                                .build())))
                .build();
        return cluster
                .team
                .cloudWatch()
                .getMetricData(get -> get.metricDataQueries(query)
                        .startTime(cluster.aws.now().minus(Duration.ofDays(1)))
                        .endTime(cluster.aws.now().plus(Duration.ofDays(1))))
                .metricDataResults()
                .get(0)
                .values()
                .stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow(() -> new AssertionError("no point of " + metric));
    }

    @Test
    void aRetirementAndADeletionAreCountedAndTheDrainIsTimed() {
        for (int minute = 0; minute < 10; minute++) {
            cluster.minute(OLD, 1);
            cluster.say(BUSY, 0);
            RunMetrics.lines(cluster.reap()).forEach(line -> cluster.aws.logs().line("/lambda/reaper", "run", line));
        }
        assertThat(cluster.aws.logs().broken()).isEmpty();
        assertThat(get("Retired", "Sum")).isEqualTo(1);
        assertThat(get("Cleaned", "Sum")).isEqualTo(1);
        assertThat(get("Forced", "Sum")).isZero();
        assertThat(get("Failed", "Sum")).isZero();
        assertThat(get("Draining", "Maximum")).isEqualTo(2);
        assertThat(get("BlockedTasks", "Minimum")).isEqualTo(1);
        assertThat(get("DrainSeconds", "SampleCount")).isEqualTo(1);
        assertThat(get("DrainSeconds", "Maximum")).isBetween(120.0, 600.0);
    }
}
