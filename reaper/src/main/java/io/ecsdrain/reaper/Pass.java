package io.ecsdrain.reaper;

import io.ecsdrain.reaper.report.RunReport;
import java.time.Duration;
import java.time.Instant;

/**
 * One look, and what came of it.
 *
 * @param began when the look began
 * @param acted when the last action was done, and converge began
 * @param ended when converge was done
 */
record Pass(RunReport report, Instant began, Instant acted, Instant ended) {

    Duration took() {
        return Duration.between(began, ended);
    }
}
