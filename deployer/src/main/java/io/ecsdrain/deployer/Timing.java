package io.ecsdrain.deployer;

import io.ecsdrain.reaper.execute.ConvergeSettings;
import java.time.InstantSource;

/**
 * Where time comes from and how it passes.
 *
 * @param time the clock
 * @param converge how converge waits; its waiting is every other wait too
 */
record Timing(InstantSource time, ConvergeSettings converge) {

    static Timing real(InstantSource time) {
        return new Timing(time, ConvergeSettings.DEFAULT);
    }
}
