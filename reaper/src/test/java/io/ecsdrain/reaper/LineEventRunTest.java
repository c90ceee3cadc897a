package io.ecsdrain.reaper;

import static io.ecsdrain.reaper.ReaperCluster.reason;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.TimeLeft;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.reaper.report.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that a subscription of the sidecars' log group starts, over the wire and on stepped time. */
class LineEventRunTest {

    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:lines";
    private static final DeploymentKey OLD = new DeploymentKey("app", "v1");
    private static final DeploymentKey NEW = new DeploymentKey("app", "v2");

    private final ReaperCluster cluster = new ReaperCluster().with("EVIDENCE", "log");
    private final SpeakingTasks sidecars = new SpeakingTasks(cluster, OLD);
    private final AwsClients team = AwsClients.forTest(cluster.aws.endpoint(), "AKTEAM");
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @BeforeEach
    void anOldOneDrainsWithASessionOnEachTask() {
        cluster.supersede(OLD, NEW, 2);
        sessions(1);
        sidecars.pass(120);
    }

    @AfterEach
    void close() {
        team.close();
        cluster.close();
    }

    private void sessions(int count) {
        cluster.tasks(OLD).forEach(task -> sidecars.sessions(task, count));
    }

    private int desired() {
        return cluster.service(OLD).orElseThrow().desiredCount();
    }

    /** As infra makes it; an event takes as long as the subscription's next tick. */
    private void subscribe() {
        cluster.aws.logs().function(FUNCTION, events::add);
        team.logs().putSubscriptionFilter(put -> put.logGroupName(SpeakingTasks.GROUP)
                .filterName("turns")
                .filterPattern("{ $.turn IS TRUE && $.phase = \"draining\" }")
                .destinationArn(FUNCTION));
    }

    private Optional<RunReport> invoke(String event) {
        try {
            Reaper reaper = new Reaper(
                    cluster.reaper,
                    cluster.config(),
                    cluster.aws::now,
                    ConvergeSettings.DEFAULT.waiting(pause -> sidecars.pass((int) pause.toSeconds())));
            return LineEvent.of(new ObjectMapper().readTree(event))
                    .orElseThrow()
                    .run(reaper, cluster.config(), TimeLeft.UNLIMITED);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<String> callsOf(DeploymentKey key) {
        int before = cluster.callsByReaper().size();
        RunReport report = cluster.reapAfterLine(key);
        assertThat(report.failed()).as("%s", report).isFalse();
        assertThat(report.run().only()).hasValue(key.serviceName());
        return cluster.callsByReaper().subList(before, cluster.callsByReaper().size());
    }

    @Test
    void oneCallUnlessItDrainsAndHasTasks() {
        cluster.reap();
        assertThat(callsOf(NEW)).containsExactly("DescribeServices");
        assertThat(callsOf(new DeploymentKey("app", "v99"))).containsExactly("DescribeServices");
        cluster.team.ecs().updateService(update -> update.cluster(ReaperCluster.NAME)
                .service(OLD.serviceName())
                .desiredCount(0));
        assertThat(callsOf(OLD)).containsExactly("DescribeServices");
    }

    @Test
    void itLooksAtThatDeploymentAloneAndTakesItAsFarAsItsLinesAllow() {
        cluster.with("FENCE_WAIT_SEC", "0").reap();
        sessions(0);
        sidecars.pass(30);
        RunReport parked = cluster.reapAfterLine(OLD);
        assertThat(parked.decisions()).hasSize(1);
        assertThat(reason(parked, OLD)).isEqualTo("parking");
        sidecars.pass(60);
        assertThat(reason(cluster.reapAfterLine(OLD), OLD)).isEqualTo("ready");
        assertThat(desired()).isZero();
    }

    @Test
    void withTheSubscriptionAloneItIsAtZeroAMinuteAndAHalfAfterItsLastSession() throws Exception {
        cluster.reap();
        subscribe();
        sessions(0);
        Instant ended = cluster.aws.now();
        while (desired() > 0 && cluster.aws.now().isBefore(ended.plusSeconds(300))) {
            sidecars.pass(5);
            for (String event = events.poll(); event != null; event = events.poll()) {
                invoke(event);
            }
        }
        assertThat(Duration.between(ended, cluster.aws.now())).isLessThanOrEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void linesOfAnotherNameCostNoCall() throws Exception {
        cluster.reap();
        subscribe();
        cluster.with("DEPLOYMENT_NAME", "shop");
        sessions(0);
        sidecars.pass(30);
        int before = cluster.callsByReaper().size();
        assertThat(invoke(events.take())).isEmpty();
        assertThat(cluster.callsByReaper()).hasSize(before);
    }

    @Test
    void linesAreNothingToAReaperThatReadsTheMetric() throws Exception {
        subscribe();
        sessions(0);
        sidecars.pass(30);
        cluster.with("EVIDENCE", "metric");
        assertThat(invoke(events.take())).isEmpty();
    }
}
