package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.TestCloud.Ran;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code deploy} waits for, and what it says meanwhile. */
class SlowStartTest {

    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void anAppThatNeeds45SecondsToStartDeploysWithTheDefaults() {
        cloud.aws.elb().inertSlowStart(Duration.ofSeconds(45));

        Ran ran = cloud.deploy("app", "v1");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(cloud.describe("svc-app-v1").healthCheckGracePeriodSeconds()).isEqualTo(900);
        assertThat(ran.err())
                .contains("[0s] 0 of 2 targets healthy")
                .containsPattern("load balancer: 2 targets \\(127.0.0.1:\\d+, 127.0.0.1:\\d+\\) are unhealthy:"
                        + " Health checks failed \\(Target.FailedHealthChecks\\)")
                .contains("still 0 of 2 targets healthy, 2 unhealthy")
                .containsPattern("\\[1m \\d+s] 2 of 2 targets healthy")
                .doesNotContain("stopped:");
    }

    @Test
    void withoutGraceItIsKilledForEverAndTheAnswerSaysByWhom() {
        cloud.aws.elb().inertSlowStart(Duration.ofSeconds(45));

        Ran ran = cloud.deploy("app", "v1", "--health-grace", "0", "--timeout", "3m");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(5);
        assertThat(cloud.describe("svc-app-v1").healthCheckGracePeriodSeconds()).isZero();
        assertThat(ran.err())
                .contains("stopped: Task failed ELB health checks in (target-group arn:")
                .contains("more stopped in the same way")
                .containsPattern("ECS: \\(service svc-app-v1\\) \\(task [0-9a-f]{32}\\) \\(port 8080\\) is unhealthy in"
                        + " \\(target-group arn:[^)]*\\) due to \\(reason Health checks failed\\)")
                .doesNotContain("steady state");
        assertThat(last(ran))
                .contains("tasks ended in the same way, and the next would too")
                .contains("Task failed ELB health checks");
    }

    @Test
    void howATaskEndedIsSaidAtOnceAndOnce() {
        cloud.aws.ecs().crashInert("app", 137, Duration.ofSeconds(3));

        Ran ran = cloud.deploy("app", "v1", "--timeout", "1m");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(5);
        List<String> lines = ran.err().lines().toList();
        String said = "stopped: Essential container in task exited (app exited with 137)";
        int first = lines.indexOf(
                lines.stream().filter(line -> line.contains(said)).findFirst().orElseThrow());
        assertThat(lines.subList(0, first)).noneMatch(line -> line.contains("[30s]"));
        assertThat(lines.stream().filter(line -> line.startsWith("  ") && line.contains(said)))
                .hasSize(1);
        assertThat(last(ran)).contains(said).doesNotContain("steady state");
    }

    @Test
    void threeTasksThatEndInTheSameWayEndTheWaitAndTheLogToReadIsNamedOnce() {
        cloud.aws.ecs().crashInert("app", 1, Duration.ofSeconds(3));
        Instant begun = cloud.aws.now();

        Ran ran = cloud.deploy("app", "v1", "--timeout", "15m");

        assertThat(ran.exit()).as(ran.err()).isEqualTo(5);
        assertThat(Duration.between(begun, cloud.aws.now())).isLessThan(Duration.ofMinutes(2));
        assertThat(last(ran))
                .containsPattern("^not healthy after \\d+ s \\(\\d+ tasks ended in the same way, and the next would"
                        + " too\\): 0 of 2 targets healthy");
        assertThat(ran.err().lines().filter(line -> line.contains("its log: group ")))
                .singleElement()
                .asString()
                .containsPattern("its log: group /ecs/app, stream app/app/[0-9a-f]{32}$");
    }

    /** What AWS takes away is not the app's doing, and the next task may stay. */
    @Test
    void tasksThatAPersonStopsDoNotEndTheWait() {
        cloud.aws.elb().inertSlowStart(Duration.ofSeconds(45));
        Interrupted interrupted = new Interrupted(2, "describeTargetHealth", () -> {
            for (int task = 0; task < 4; task++) {
                stopOne();
            }
        });

        Ran ran = cloud.run(interrupted, TestCloud.DEPLOYER, cloud.deployment("app", "v1"));

        assertThat(ran.exit()).as(ran.err()).isZero();
    }

    private void stopOne() {
        cloud.aws.advance(Duration.ofSeconds(10));
        cloud.team.ecs().listTasks(list -> list.cluster("prod").serviceName("svc-app-v1")).taskArns().stream()
                .limit(1)
                .forEach(arn ->
                        cloud.team.ecs().stopTask(stop -> stop.cluster("prod").task(arn)));
    }

    @Test
    void aServiceThatIsDeletedMeanwhileEndsTheWaitAtOnce() {
        cloud.aws.elb().inertSlowStart(Duration.ofHours(1));
        Interrupted interrupted = new Interrupted(
                2, "describeTargetHealth", () -> cloud.team.ecs().deleteService(delete -> delete.cluster("prod")
                        .service("svc-app-v1")
                        .force(true)));

        Ran ran = cloud.run(interrupted, TestCloud.DEPLOYER, cloud.deployment("app", "v1"));

        assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains("svc-app-v1 was deleted meanwhile").doesNotContain("[30s]");
    }

    private static String last(Ran ran) {
        return ran.err()
                .lines()
                .filter(line -> line.startsWith("not healthy after"))
                .findFirst()
                .orElse("");
    }
}
