package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.TestCloud.Ran;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One sick task, a Spot shortage: a deployment of which a part is healthy. */
class PartialHealthTest {

    private static final Duration FOR_EVER = Duration.ofDays(1000);

    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aRollbackToNineOfTenHealthyTargetsSucceeds() {
        tenTargetsOfWhich(10);

        Ran ran = rollback();

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("9 of 10 targets healthy, 5 needed, 1 unhealthy");
        isLive("v1");
        assertThat(cloud.reap().exit()).isZero();
        isLive("v1");
    }

    @Test
    void aRollbackToLessThanHalfGivesUpAndTheOtherStaysLive() {
        tenTargetsOfWhich(60);

        Ran ran = rollback();

        assertThat(ran.exit()).as(ran.err()).isEqualTo(5);
        assertThat(ran.err()).contains("not healthy after 120 s: ", "4 of 10 targets healthy, 5 needed, 6 unhealthy");
        isLive("v2");
    }

    @Test
    void aRollbackMayBeToldToNeedMoreOrLess() {
        tenTargetsOfWhich(60);

        Ran more = rollback("--min-healthy", "41");

        assertThat(more.exit()).as(more.err()).isEqualTo(5);
        isLive("v2");

        Ran less = rollback("--min-healthy", "40");

        assertThat(less.exit()).as(less.err()).isZero();
        isLive("v1");
    }

    @Test
    void aDeployWaitsForAllOfItUnlessItIsToldOtherwise() {
        cloud.aws.elb().inertSlowStart(FOR_EVER, 10);

        Ran all = deployTen("v1");

        assertThat(all.exit()).as(all.err()).isEqualTo(5);
        assertThat(all.err())
                .contains("not healthy after 120 s: 9 of 10 targets healthy, 1 unhealthy")
                .doesNotContain("needed");
        assertThat(cloud.value("/apps/app/live")).isEmpty();

        Ran most = deployTen("v1", "--min-healthy", "81");

        assertThat(most.exit()).as(most.err()).isZero();
        assertThat(most.err()).contains("9 of 10 targets healthy, 9 needed, 1 unhealthy");
        assertThat(cloud.value("/apps/app/live")).contains("v1");
        assertThat(cloud.defaultGroup()).contains(cloud.group("svc-app-v1"));
    }

    private Ran deployTen(String id, String... more) {
        String[] arguments = Stream.concat(Stream.of("--count", "10", "--timeout", "2m"), Stream.of(more))
                .toArray(String[]::new);
        return cloud.deploy("app", id, arguments);
    }

    private void isLive(String id) {
        assertThat(cloud.value("/apps/app/live")).contains(id);
        assertThat(cloud.state("app", id)).contains("active");
        assertThat(cloud.state("app", id.equals("v1") ? "v2" : "v1")).contains("draining");
        assertThat(cloud.defaultGroup()).contains(cloud.group("svc-app-" + id));
    }

    private Ran rollback(String... more) {
        Stream<String> rollback = Stream.of("rollback", "--deployment-name", "app", "--to", "v1", "--timeout", "2m");
        return cloud.run(Stream.concat(rollback, Stream.of(more)).toArray(String[]::new));
    }

    /** v1, which drains, loses so many percent of its ten targets; v2 is live. */
    private void tenTargetsOfWhich(int sickPercent) {
        assertThat(cloud.deploy("app", "v1", "--count", "10").exit()).isZero();
        assertThat(cloud.deploy("app", "v2", "--count", "2").exit()).isZero();
        cloud.aws.elb().inertSlowStart(FOR_EVER, sickPercent);
        scale(0);
        scale(10);
    }

    private void scale(int desired) {
        cloud.team.ecs().updateService(update -> update.cluster("prod")
                .service("svc-app-v1")
                .desiredCount(desired));
        cloud.aws.advance(Duration.ofMinutes(10));
    }
}
