package io.ecsdrain.demo.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.demo.watch.Timeline;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    private List<String> noted() {
        return timeline.events().stream()
                .map(event -> event.deployment().orElse("") + " " + event.text())
                .toList();
    }

    @Test
    void aDecisionIsNotedAndNotAgainWhileItStaysTheSame() {
        ReaperSchedule reaper = afterRuns(2, FakeProgram.WELL);

        assertThat(noted())
                .containsExactly(
                        "legacy reaper: max-age, MAX_AGE exceeded, 55 s", "release-c reaper: live, left alone");
        assertThat(reaper.troubles()).isEmpty();
        assertThat(reaper.logged("MAX_AGE exceeded", "legacy")).isTrue();
        assertThat(reaper.logged("MAX_AGE exceeded", "release-a")).isFalse();
    }

    @Test
    void aDecisionIsNotedWhileTheRunGoesOn() throws IOException {
        Path wanted = home.resolve("go-on");
        Programs programs = new Programs(home, URI.create("http://127.0.0.1:1"), "eu-west-1");
        try (ReaperSchedule reaper =
                new ReaperSchedule(programs, JudgementTest.settings(FakeProgram.UNTIL + wanted), timeline)) {
            reaper.start();
            await().atMost(SOON).until(() -> noted().size() == 2);
            assertThat(reaper.runs()).isZero();
            Files.createFile(wanted);
            await().atMost(SOON).until(() -> reaper.runs() >= 1);
        }
    }

    @Test
    void aRunThatFailsIsTroubleWithItsExitAndItsWordsAndItsDecisionsCount() {
        ReaperSchedule reaper = afterRuns(1, FakeProgram.FAILING);

        assertThat(reaper.troubles().get(0)).contains("ended with 1", "MAX_AGE exceeded");
        assertThat(noted()).contains("release-c reaper: live, left alone");
    }
}
