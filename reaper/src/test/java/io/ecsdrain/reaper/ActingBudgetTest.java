package io.ecsdrain.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.Batches;
import io.ecsdrain.localaws.wire.CallRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What acting costs in calls, on top of the look that a run begins with. */
class ActingBudgetTest {

    private static final int SERVICES = 20;
    private static final int MOST_TO_PARK = 4;
    private static final int MOST_TO_RETIRE = 12;
    private static final int MOST_TO_DELETE = 12;
    private static final int PROTECTED_AT_ONCE = 10;

    private static final DeploymentKey LIVE = new DeploymentKey("app", "live");
    private static final List<DeploymentKey> OLD = IntStream.range(0, SERVICES)
            .mapToObj(number -> new DeploymentKey("app", "v" + number))
            .toList();

    private ReaperCluster cluster;

    @BeforeEach
    void start() {
        cluster = new ReaperCluster().with("MAX_RETIREMENTS", "100");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    /** Twenty that drain and are ready, one that is live, and foreign services. */
    private void old(int tasks, int foreign, boolean register, boolean scaling) {
        OLD.forEach(key -> cluster.deploy(key, "draining", tasks));
        cluster.deploy(LIVE, "active", tasks);
        cluster.defaultAction(LIVE);
        if (register) {
            cluster.parameter("/apps/app/live", LIVE.id());
        }
        if (scaling) {
            OLD.forEach(key -> cluster.scalable(key, 1));
        }
        IntStream.range(0, foreign)
                .forEach(number -> cluster.fixture.service("foreign-" + number, number % 2, Map.of()));
        cluster.settle();
        // Stamps and tags.
        cluster.minute(LIVE, 0);
        cluster.reap();
        ready();
    }

    private void ready() {
        for (int minute = 0; minute < 4; minute++) {
            cluster.aws.advance(Duration.ofSeconds(60));
            OLD.forEach(key -> cluster.say(key, 1));
        }
    }

    private void protect(DeploymentKey key) {
        Batches.of(cluster.tasks(key), PROTECTED_AT_ONCE)
                .forEach(batch -> cluster.team.ecs().updateTaskProtection(update -> update.cluster(ReaperCluster.NAME)
                        .tasks(batch)
                        .protectionEnabled(true)));
    }

    private List<CallRecord> during(Runnable run) {
        int before = cluster.aws.calls().size();
        run.run();
        return List.copyOf(
                cluster.aws.calls().subList(before, cluster.aws.calls().size()));
    }

    /** What a run that acts costs each service more than the same run as a dry one. */
    private double each(String reason) {
        cluster.with("DRY_RUN", "true");
        int looking = during(cluster::reap).size();
        cluster.with("DRY_RUN", "false");
        List<CallRecord> acting = during(() -> assertThat(cluster.reap().decisions())
                .filteredOn(line -> line.reason().word().equals(reason))
                .hasSize(SERVICES));
        return (acting.size() - looking) / (double) SERVICES;
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0, true, false",
        "2, 0, false, false",
        "2, 400, true, false",
        "12, 0, true, false",
        "2, 0, true, true"
    })
    void twelveCallsRetireAServiceAndTwelveDeleteIt(int tasks, int foreign, boolean register, boolean scaling) {
        old(tasks, foreign, register, scaling);
        double parked = each("parking");
        ready();
        int scaled = scaling ? 1 : 0;
        boolean isProtected = tasks > PROTECTED_AT_ONCE;
        if (isProtected) {
            OLD.forEach(this::protect);
        }
        double retired = each("ready");
        assertThat(OLD).allMatch(key -> cluster.service(key).orElseThrow().desiredCount() == 0);
        cluster.aws.advance(Duration.ofSeconds(600));
        double deleted = each("drained");
        assertThat(cluster.targetGroups()).hasSize(1);
        assertThat(parked).as("parked").isLessThanOrEqualTo(MOST_TO_PARK);
        assertThat(retired)
                .as("retired")
                .isLessThanOrEqualTo(MOST_TO_RETIRE + scaled + (isProtected ? tasks / PROTECTED_AT_ONCE + 1 : 0));
        assertThat(deleted).as("deleted").isLessThanOrEqualTo(MOST_TO_DELETE + scaled);
    }
}
