package io.ecsdrain.deployer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.look.StatusRow;
import io.ecsdrain.deployer.plan.reap.Explanation;
import io.ecsdrain.deployer.plan.watch.Sight;
import io.ecsdrain.deployer.plan.watch.Watch;
import io.ecsdrain.reaper.plan.Outlook;
import io.ecsdrain.reaper.plan.Outlook.TaskOutlook;
import io.ecsdrain.reaper.plan.decision.Blocker;
import io.ecsdrain.reaper.plan.decision.Decision;
import io.ecsdrain.reaper.plan.decision.Reason;
import io.ecsdrain.reaper.plan.decision.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WatchedTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final DeploymentKey V1 = new DeploymentKey("app", "v1");
    private static final DeploymentKey V2 = new DeploymentKey("app", "v2");
    private static final String NOTHING = "no deployments in prod";

    private static StatusRow row(DeploymentKey key, boolean live, int tasks, Duration age) {
        return new StatusRow(
                key,
                live ? "active" : "draining",
                live ? "active" : "draining",
                Optional.of(2),
                Optional.of(tasks),
                0,
                Optional.empty(),
                Optional.of(age),
                live ? "default" : "none",
                live);
    }

    private static Explanation keeps(DeploymentKey key, Reason reason, Instant now, TaskOutlook... tasks) {
        boolean drains = tasks.length > 0;
        Outlook outlook = new Outlook(
                Decision.keep(key, reason, "its service is " + now.getEpochSecond() % 1_000 + " s old"),
                drains ? Optional.of(NOW) : Optional.empty(),
                Optional.empty(),
                List.of(tasks),
                false,
                Optional.empty(),
                false,
                false,
                drains ? Optional.of(NOW.plusSeconds(3_600)) : Optional.empty());
        return new Explanation(outlook, now, "not yet", "ready or not (MAX_AGE_HR)");
    }

    private static TaskOutlook busy(String task, int sessions, Instant since) {
        return new TaskOutlook(task, Optional.of(Blocker.by(new Sessions(sessions, false, Map.of()), task, since)));
    }

    private static final TaskOutlook READY = new TaskOutlook("t9", Optional.empty());

    /** v2 is live and v1 drains, as they are {@code seconds} later. */
    private static Sight sight(int seconds, int tasks, TaskOutlook... outlooks) {
        Instant now = NOW.plusSeconds(seconds);
        return new Sight(
                now,
                List.of(
                        row(V1, false, tasks, Duration.ofSeconds(90 + seconds)),
                        row(V2, true, 2, Duration.ofSeconds(seconds))),
                List.of(keeps(V1, Reason.NOT_READY, now, outlooks), keeps(V2, Reason.ACTIVE, now)),
                List.of());
    }

    private static Watch watch(Sight sight) {
        return Watch.NOTHING.seen(sight);
    }

    private static List<String> news(Watch before, Watch now) {
        return Watched.news(before, now, NOW.plusSeconds(60), NOTHING);
    }

    @Test
    void theScreenHasTheTableThenWhatIsExplainedThenTheRemarks() {
        Sight sight = sight(0, 2, busy("t1", 3, NOW), READY);
        Sight noted = new Sight(sight.at(), sight.rows(), sight.explanations(), List.of("svc is foreign"));

        assertThat(Watched.screen(watch(noted), NOW.plusSeconds(7), "every 5s", NOTHING))
                .startsWith(
                        "2026-03-01T12:00:07Z  every 5s",
                        "",
                        "   NAME  ID  STATE     SERVICE   TASKS  READY  AGE     ROUTES",
                        "   app   v1  draining  draining  2/2    -      1m 30s  none",
                        "*  app   v2  active    active    2/2    -      0s      default",
                        "",
                        "app v1, draining since 2026-03-01T12:00:00Z (0s)")
                .contains("  tasks     t1 it has 3 sessions, since 2026-03-01T12:00:00Z (0s)", "app v2")
                .endsWith("note: svc is foreign");
    }

    @Test
    void aScreenThatCouldNotBeReadAnewSaysSoAboveWhatWasReadLast() {
        Watch failing = watch(sight(0, 2)).failed(NOW.plusSeconds(5), "ecs answered Throttling");

        assertThat(Watched.screen(failing, NOW.plusSeconds(65), "every 5s", NOTHING))
                .startsWith(
                        "2026-03-01T12:01:05Z  every 5s",
                        "could not be read since 2026-03-01T12:00:05Z (1m 0s): ecs answered Throttling",
                        "")
                .contains("*  app   v2  active    active    2/2    -      0s      default");
    }

    @Test
    void beforeTheFirstSightTheScreenHasTheFailureAlone() {
        assertThat(Watched.screen(Watch.NOTHING.failed(NOW, "\u001b[2Jgone"), NOW, "every 5s", NOTHING))
                .containsExactly(
                        "2026-03-01T12:00:00Z  every 5s",
                        "could not be read since 2026-03-01T12:00:00Z: \\u001b[2Jgone");
    }

    @Test
    void withoutADeploymentTheScreenSaysThat() {
        Watch empty = watch(new Sight(NOW, List.of(), List.of(), List.of()));

        assertThat(Watched.screen(empty, NOW, "every 5s", NOTHING))
                .containsExactly("2026-03-01T12:00:00Z  every 5s", "", NOTHING);
        assertThat(news(Watch.NOTHING, empty)).containsExactly("2026-03-01T12:01:00Z " + NOTHING);
        assertThat(news(empty, empty)).isEmpty();
    }

    @Test
    void theFirstLinesNameEveryDeployment() {
        assertThat(news(Watch.NOTHING, watch(sight(0, 2, busy("t1", 3, NOW), READY))))
                .containsExactly(
                        "2026-03-01T12:01:00Z app/v1 draining, tasks 2/2, routes none; not-ready; task t1 it has 3 sessions;"
                                + " latest 2026-03-01T13:00:00Z",
                        "2026-03-01T12:01:00Z app/v2 live, active, tasks 2/2, routes default; active");
    }

    static Stream<Arguments> whatOnlyTimeChanges() {
        Sight before = sight(0, 2, busy("t1", 3, NOW), READY);
        return Stream.of(
                Arguments.of(before, sight(30, 2, busy("t1", 3, NOW), READY), List.of()),
                Arguments.of(before, sight(30, 1, busy("t1", 3, NOW), READY), List.of("app/v1 draining, tasks 1/2")),
                Arguments.of(before, sight(30, 2, busy("t1", 2, NOW), READY), List.of("t1 it has 2 sessions;")),
                Arguments.of(
                        before,
                        sight(30, 2, busy("t1", 3, NOW), busy("t2", 4, NOW), READY),
                        List.of("2 of 3 tasks: together they have 7 sessions;")));
    }

    @ParameterizedTest
    @MethodSource("whatOnlyTimeChanges")
    void aLineComesForWhatIsNewAndNotForThePassingOfTime(Sight before, Sight now, List<String> lines) {
        List<String> news = news(watch(before), watch(now));

        assertThat(news).hasSameSizeAs(lines);
        for (int line = 0; line < lines.size(); line++) {
            assertThat(news.get(line))
                    .startsWith("2026-03-01T12:01:00Z app/v1 ")
                    .contains(lines.get(line));
        }
    }

    @Test
    void oneThatWasRemovedIsGoneOnce() {
        Sight both = sight(0, 2);
        Sight one =
                new Sight(NOW, both.rows().subList(1, 2), both.explanations().subList(1, 2), List.of());

        assertThat(news(watch(both), watch(one))).containsExactly("2026-03-01T12:01:00Z app/v1 is gone");
        assertThat(news(watch(one), watch(one))).isEmpty();
    }

    @Test
    void aFailureIsOneLineAndItsEndAnother() {
        Watch seen = watch(sight(0, 2));
        Watch failing = seen.failed(NOW.plusSeconds(5), "why");

        assertThat(news(seen, failing))
                .containsExactly("2026-03-01T12:01:00Z could not be read since 2026-03-01T12:00:05Z: why");
        assertThat(news(failing, failing.failed(NOW, "other"))).isEmpty();
        assertThat(news(failing, failing.seen(sight(9, 2)))).containsExactly("2026-03-01T12:01:00Z can be read again");
    }

    @Test
    void aRemarkIsALineWhenItIsNew() {
        Sight quiet = sight(0, 2);
        Sight noted = new Sight(quiet.at(), quiet.rows(), quiet.explanations(), List.of("svc is foreign"));

        assertThat(news(watch(quiet), watch(noted))).containsExactly("2026-03-01T12:01:00Z note: svc is foreign");
        assertThat(news(watch(noted), watch(noted))).isEmpty();
    }
}
