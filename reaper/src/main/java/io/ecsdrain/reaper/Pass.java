package io.ecsdrain.reaper;

import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.reaper.report.RunReport;
import java.time.Duration;
import java.time.Instant;

/**
 * One look, and what came of it.
 *
 * @param snapshot what was seen, from its beginning on
 * @param acted when the last action was done, and converge began
 * @param ended when converge was done
 */
record Pass(RunReport report, ClusterSnapshot snapshot, Instant acted, Instant ended) {

    Duration took() {
        return Duration.between(snapshot.takenAt(), ended);
    }
}
