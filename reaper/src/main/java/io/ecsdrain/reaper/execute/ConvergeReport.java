package io.ecsdrain.reaper.execute;

import io.ecsdrain.reaper.plan.ConvergeWrite;
import java.util.List;
import java.util.Optional;

/**
 * What converge did.
 *
 * @param writes those made, in order; one may recur if somebody undid it
 * @param liveId the id of the deployment that is to be live, as last read; empty if nothing says so
 * @param problems what could not be read or written, as sentences; empty if it ended in agreement or was cut short
 * @param cutShort whether the time was up before two quiet passes; whoever comes next goes on
 */
public record ConvergeReport(
        List<ConvergeWrite> writes, Optional<String> liveId, List<String> problems, boolean cutShort) {

    public ConvergeReport {
        writes = List.copyOf(writes);
        problems = List.copyOf(problems);
    }

    /** One that there was no time to finish. */
    public static ConvergeReport cutShort(List<ConvergeWrite> writes, Optional<String> liveId) {
        return new ConvergeReport(writes, liveId, List.of(), true);
    }

    /** Whether two passes in a row found nothing left to write. */
    public boolean converged() {
        return problems.isEmpty() && !cutShort;
    }
}
