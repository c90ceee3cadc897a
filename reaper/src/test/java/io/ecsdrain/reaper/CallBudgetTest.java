package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.reaper.plan.decision.Decision;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run costs in calls, and what it costs in metrics, which are billed. */
class CallBudgetTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "1");

    private ReaperCluster cluster;

    @BeforeEach
    void start() {
        cluster = new ReaperCluster();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void drainingAndStamped(int tasks) {
        cluster.deploy(OLD, "draining", tasks);
        cluster.reap();
        for (int minute = 0; minute < 3; minute++) {
            cluster.minute(OLD, 0);
        }
    }

    private List<CallRecord> during(Runnable run) {
        int before = cluster.aws.calls().size();
        run.run();
        return cluster.aws.calls().subList(before, cluster.aws.calls().size());
    }

    private static int metrics(List<CallRecord> calls) {
        return calls.stream()
                .filter(call -> call.operation().equals("GetMetricData"))
                .mapToInt(call -> call.input().get("MetricDataQueries").size())
                .sum();
    }

    @Test
    void aQuietRunOverOneServiceWithTwoTasksAndOneListenerTakesAtMost14CallsAndChangesNothing() {
        drainingAndStamped(2);
        List<CallRecord> busy = during(
                () -> assertThat(ReaperCluster.reason(cluster.reap(), OLD)).isEqualTo("not-ready"));
        assertThat(busy).hasSizeLessThanOrEqualTo(14);
        assertThat(busy).extracting(CallRecord::operation).allMatch(name -> name.matches("(Get|Describe|List).*"));

        cluster.minute(OLD, 1);
        cluster.reap();
        List<CallRecord> awaiting = during(
                () -> assertThat(ReaperCluster.reason(cluster.reap(), OLD)).isEqualTo("awaiting-parked-evidence"));
        assertThat(awaiting).as("parked a moment ago: all its tasks are asked").hasSizeLessThanOrEqualTo(14);
        assertThat(awaiting).extracting(CallRecord::operation).allMatch(name -> name.matches("(Get|Describe|List).*"));
    }

    @Test
    void aServiceWithABusyTaskCostsOneMetricARunAndOneThatIsReadyCostsAll() {
        drainingAndStamped(30);
        assertThat(metrics(during(cluster::reap))).isEqualTo(1);
        cluster.minute(OLD, 1);
        assertThat(metrics(during(cluster::reap))).isEqualTo(30);
    }

    @Test
    void aTaskThatBlockedLastTimeIsAskedFirstAndTheReportSaysThatOthersWereNot() {
        drainingAndStamped(5);
        List<String> tasks = cluster.tasks(OLD);
        String busy = tasks.stream().min(String::compareTo).orElseThrow();
        cluster.aws.advance(java.time.Duration.ofSeconds(60));
        tasks.forEach(task -> cluster.say(OLD, task, task.equals(busy) ? 0 : 1));
        try (AwsClients clients = AwsClients.forTest(cluster.aws.endpoint(), ReaperCluster.REAPER)) {
            Reaper warm = new Reaper(clients, cluster.config(), cluster.aws::now, ConvergeSettings.DEFAULT);
            assertThat(metrics(during(() -> warm.run())))
                    .as("the task that started last is ready, so all are asked")
                    .isEqualTo(5);
            List<CallRecord> second = during(() -> {
                Decision decision = warm.run().decisions().get(0).decision();
                assertThat(decision.detail()).contains("at least 1", "4 more not asked about");
                assertThat(decision.blockers()).singleElement().satisfies(blocker -> assertThat(blocker.taskId())
                        .isEqualTo(busy));
            });
            assertThat(metrics(second)).isEqualTo(1);
        }
    }
}
