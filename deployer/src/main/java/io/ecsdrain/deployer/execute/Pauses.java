package io.ecsdrain.deployer.execute;

import io.ecsdrain.reaper.execute.ConvergeSettings.Waiting;
import java.time.Duration;

/** Waits, and ends the program's work if somebody interrupts it. */
final class Pauses {

    private Pauses() {}

    static void pause(Waiting waiting, Duration duration) {
        try {
            waiting.await(duration);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
