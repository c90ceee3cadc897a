package io.ecsdrain.demo.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.demo.watch.Timeline;
import io.ecsdrain.demo.watch.Timeline.Event;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaperScheduleTest {

    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    private Path home;

    private final Timeline timeline = new Timeline(event -> {});

    @BeforeEach
    void install() throws IOException {
        FakeProgram.install(home);
    }

    private ReaperSchedule afterRuns(int runs, String cluster) {
        Programs programs = new Programs(home, URI.create("http://127.0.0.1:1"), "eu-west-1");
        ReaperSchedule reaper = new ReaperSchedule(programs, JudgementTest.settings(cluster), timeline);
        try (reaper) {
            reaper.start();
            await().atMost(SOON).until(() -> reaper.runs() >= runs);
        }
        return reaper;
    }

    @Test
    void aDecisionIsNotedAtTheTimeOfItsRunAndNotAgainWhileItStaysTheSame() {
        ReaperSchedule reaper = afterRuns(2, FakeProgram.WELL);

        assertThat(timeline.events())
                .containsExactly(
                        new Event(
                                Instant.parse("2026-03-01T10:00:40Z"),
                                Optional.of("legacy"),
                                "reaper: max-age, older than 55 s"),
                        new Event(
                                Instant.parse("2026-03-01T10:00:40Z"),
                                Optional.of("release-c"),
                                "reaper: live, left alone"));
        assertThat(reaper.troubles()).isEmpty();
        assertThat(reaper.logged("MAX_AGE exceeded", "legacy")).isTrue();
        assertThat(reaper.logged("MAX_AGE exceeded", "release-a")).isFalse();
    }

    @Test
    void aRunThatFailsIsTroubleWithItsExitAndItsWordsAndItsDecisionsCount() {
        ReaperSchedule reaper = afterRuns(1, FakeProgram.FAILING);

        assertThat(reaper.troubles().get(0)).contains("ended with 1", "MAX_AGE exceeded");
        assertThat(timeline.events()).extracting(Event::text).contains("reaper: live, left alone");
    }

    @Test
    void aReportThatIsNoneIsTroubleAndTheScheduleGoesOn() {
        ReaperSchedule reaper = afterRuns(2, FakeProgram.GARBLED);

        assertThat(reaper.troubles()).hasSizeGreaterThanOrEqualTo(2).allMatch(trouble -> trouble.contains("no JSON"));
    }
}
