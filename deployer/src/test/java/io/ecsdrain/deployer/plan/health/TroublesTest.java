package io.ecsdrain.deployer.plan.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.plan.health.StoppedTask.Exit;
import io.ecsdrain.deployer.plan.health.StoppedTask.Log;
import io.ecsdrain.deployer.plan.health.Troubles.Event;
import io.ecsdrain.inventory.model.TargetGroupView.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TroublesTest {

    private static final Instant BEGAN = Instant.parse("2026-03-01T12:00:00Z");

    private final Troubles troubles = new Troubles(BEGAN);

    private static Target target(String id, String state) {
        return new Target(id, 80, state, Optional.empty());
    }

    private static Target unhealthy(String id) {
        return new Target(id, 80, "unhealthy", Optional.of("Target.ResponseCodeMismatch"), Optional.of("codes: [500]"));
    }

    private static StoppedTask stopped(String id, String why, boolean byItself) {
        return new StoppedTask(id, why, byItself, List.of(), Map.of());
    }

    private static Event event(String message) {
        return new Event(message, BEGAN, message);
    }

    private List<String> targets(Target... seen) {
        return troubles.news(Arrays.asList(seen), List.of(), List.of());
    }

    private List<String> tasks(StoppedTask... seen) {
        return troubles.news(List.of(), Arrays.asList(seen), List.of());
    }

    private List<String> events(Event... seen) {
        return troubles.news(List.of(), List.of(), Arrays.asList(seen));
    }

    @Test
    void targetsOnTheirWayAreNoTrouble() {
        assertThat(targets(
                        target("a", "healthy"), target("b", "initial"), target("c", "draining"), target("d", "unused")))
                .isEmpty();
        assertThat(troubles.summary()).isEmpty();
    }

    @Test
    void whatTheLoadBalancerSaysOfATargetIsSaidOnce() {
        assertThat(targets(unhealthy("a")))
                .containsExactly("load balancer: target a:80 is unhealthy: codes: [500] (Target.ResponseCodeMismatch)");
        assertThat(targets(unhealthy("a"))).isEmpty();
        assertThat(targets(unhealthy("a"), unhealthy("b")))
                .containsExactly("load balancer: target b:80 is unhealthy: codes: [500] (Target.ResponseCodeMismatch)");
        assertThat(troubles.summary())
                .isEqualTo("load balancer: 2 targets are unhealthy: codes: [500] (Target.ResponseCodeMismatch)");
        assertThat(targets(target("a", "healthy"))).isEmpty();
        assertThat(troubles.summary()).isEmpty();
    }

    @Test
    void aTargetIsDescribedByWhatThereIs() {
        Target reason = new Target("a", 80, "unhealthy", Optional.of("Target.Timeout"));
        Target words = new Target("b", 80, "unhealthy", Optional.empty(), Optional.of("Request timed out"));

        assertThat(targets(reason, words, target("c", "unavailable")))
                .containsExactly(
                        "load balancer: target a:80 is unhealthy: Target.Timeout",
                        "load balancer: target b:80 is unhealthy: Request timed out",
                        "load balancer: target c:80 is unavailable");
        assertThat(troubles.summary()).contains("load balancer: 1 target is unavailable");
    }

    @Test
    void ofManyAlikeThreeAreNamed() {
        assertThat(targets(unhealthy("a"), unhealthy("b"), unhealthy("c")))
                .singleElement()
                .asString()
                .startsWith("load balancer: 3 targets (a:80, b:80, c:80) are unhealthy");
        assertThat(targets(unhealthy("d"), unhealthy("e"), unhealthy("f"), unhealthy("g")))
                .singleElement()
                .asString()
                .startsWith("load balancer: 4 targets (d:80, e:80, f:80, ...) are unhealthy");
    }

    @Test
    void tasksThatStopInTheSameWayAreCountedAndEachIsSaidOnce() {
        assertThat(tasks(stopped("t1", "exit 1", true))).containsExactly("task t1 stopped: exit 1");
        assertThat(tasks(stopped("t1", "exit 1", true))).isEmpty();
        assertThat(tasks(stopped("t2", "exit 1", true), stopped("t3", "exit 1", true), stopped("t4", "other", true)))
                .containsExactly("2 more stopped in the same way, 3 by now: exit 1", "task t4 stopped: other");
        assertThat(troubles.summary()).isEqualTo("3 tasks stopped: exit 1; 1 task stopped: other");
    }

    @Test
    void theLogOfTheFirstIsNamed() {
        Log log = new Log("/ecs/app", "app/1");
        StoppedTask task =
                new StoppedTask("t1", "exited", true, List.of(new Exit("app", Optional.of(1), "")), Map.of("app", log));

        assertThat(tasks(task))
                .containsExactly(
                        "task t1 stopped: exited (app exited with 1)", "its log: group /ecs/app, stream app/1");
    }

    @Test
    void threeThatEndInTheSameWayByThemselvesAreHopeless() {
        tasks(stopped("t1", "exit 1", true), stopped("t2", "exit 1", true), stopped("s1", "spot", false));
        tasks(stopped("s2", "spot", false), stopped("s3", "spot", false), stopped("o", "other", true));
        assertThat(troubles.hopeless()).isEmpty();

        tasks(stopped("t3", "exit 1", true));
        assertThat(troubles.hopeless()).contains("3 tasks ended in the same way, and the next would too");
    }

    @Test
    void causesThatDifferInIdsAloneAreTheSameWay() {
        List<StoppedTask> tasks = new ArrayList<>();
        for (String id : List.of("1", "2", "3")) {
            tasks.add(stopped("t" + id, "denied, request 0000000" + id + "-1111-2222-3333-444444444444 failed", true));
        }
        tasks(tasks.toArray(StoppedTask[]::new));

        assertThat(troubles.hopeless()).isPresent();
    }

    @Test
    void eventsAreToldOnceForEachKindUnlessTheyAreRoutine() {
        assertThat(events(event("(service svc) has reached a steady state."))).isEmpty();
        assertThat(events(new Event("1", BEGAN.minusMillis(1), "unable to place a task")))
                .isEmpty();
        assertThat(events(event("(service svc) (task 0a) failed health checks")))
                .containsExactly("ECS: (service svc) (task 0a) failed health checks");
        assertThat(events(event("(service svc) (task 0b) failed health checks")))
                .isEmpty();
        assertThat(troubles.summary()).isEqualTo("ECS: (service svc) (task 0b) failed health checks");
    }

    @Test
    void theSummaryHasThreeKindsOfEventsAtMost() {
        events(event("one"), event("one"), event("two"), event("three"), event("four"));

        assertThat(troubles.summary()).isEqualTo("ECS: one; ECS: two; ECS: three");
    }

    @Test
    void aStopIsTroubleIfItCameSinceAndNotBecauseFewerAreWanted() {
        assertThat(troubles.isTrouble(BEGAN, null)).isTrue();
        assertThat(troubles.isTrouble(BEGAN, "Essential container in task exited"))
                .isTrue();
        assertThat(troubles.isTrouble(BEGAN.minusMillis(1), null)).isFalse();
        assertThat(troubles.isTrouble(BEGAN, "Scaling activity initiated by (deployment 1)"))
                .isFalse();
    }
}
