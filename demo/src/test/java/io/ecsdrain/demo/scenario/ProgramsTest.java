package io.ecsdrain.demo.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.demo.JavaProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that was begun is over once nothing waits for it any more. */
class ProgramsTest {

    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    private Path home;

    @BeforeEach
    void install() throws IOException {
        FakeProgram.install(home);
    }

    /** Waits for the program as the demo does, in a process of its own. */
    public static final class Waiting {
        private Waiting() {}

        public static void main(String[] arguments) {
            endless(Path.of(arguments[0]), 600);
        }
    }

    private static void endless(Path home, int seconds) {
        Programs programs = new Programs(home, URI.create("http://127.0.0.1:1"), "eu-west-1");
        programs.run(programs.deployer(), List.of(FakeProgram.ENDLESS), Map.of(), "nobody", seconds);
    }

    private Stream<ProcessHandle> running() {
        return ProcessHandle.allProcesses().filter(process -> process.info().arguments().stream()
                .flatMap(Stream::of)
                .anyMatch(argument -> argument.startsWith(home + "/deployer")));
    }

    @Test
    void whatDoesNotEndInTimeIsKilled() {
        assertThatThrownBy(() -> endless(home, 1)).hasMessageContaining("did not end in 1 s");
        assertThat(running()).isEmpty();
    }

    @Test
    void whatRunsWhileItsWaiterIsInterruptedIsKilled() throws InterruptedException {
        Thread waiter = new Thread(() -> assertThatThrownBy(() -> endless(home, 600)));
        waiter.start();
        await().atMost(SOON).until(() -> running().count() == 1);

        waiter.interrupt();
        waiter.join();

        assertThat(running()).isEmpty();
    }

    @Test
    void sigtermToTheDemoEndsWhatItBegan() throws Exception {
        try (JavaProgram demo = new JavaProgram(Waiting.class, Map.of(), home.toString())) {
            await().atMost(SOON).until(() -> running().count() == 1);

            demo.terminate();

            assertThat(demo.exit()).isEqualTo(143);
            await().atMost(SOON).until(() -> running().count() == 0);
        }
    }
}
