package io.ecsdrain.demo.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildrenTest {

    private final Children children = new Children();

    @Test
    void noneBeginsAfterTheKill() {
        children.kill();

        assertThatThrownBy(() -> children.start(endless())).hasMessageContaining("ending");
    }

    /** The first process is killed at any moment of the start of the others. */
    @Test
    void noneRunsAfterAKillInTheMiddleOfTheirStarts() throws Exception {
        List<Process> begun = new ArrayList<>();
        Thread starter = new Thread(() -> {
            try {
                while (true) {
                    begun.add(children.start(endless()));
                }
            } catch (IOException ending) {
                // The kill was heard.
            }
        });
        starter.start();
        while (starter.getState() == Thread.State.NEW) {
            Thread.onSpinWait();
        }

        children.kill();
        starter.join();

        for (Process process : begun) {
            process.onExit().join();
            assertThat(process.isAlive()).isFalse();
        }
    }

    @Test
    void oneThatIsEndedRunsNoMore() throws IOException {
        Process process = children.start(endless());

        children.end(process);

        assertThat(process.isAlive()).isFalse();
    }

    private static ProcessBuilder endless() {
        return new ProcessBuilder("sleep", "600");
    }
}
