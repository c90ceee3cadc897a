package io.ecsdrain.reaper.execute;

import io.ecsdrain.reaper.plan.ConvergeWrite;
import java.util.List;
import java.util.Optional;

/**
 * What converge did.
 *
 * @param writes those made, in order; one may recur if somebody undid it
 * @param liveId the id of the deployment that is to be live, as last read; empty if nothing says so
 * @param problems what could not be read or written, as sentences; empty if it ended in agreement
 */
public record ConvergeReport(List<ConvergeWrite> writes, Optional<String> liveId, List<String> problems) {

    public ConvergeReport {
        writes = List.copyOf(writes);
        problems = List.copyOf(problems);
    }

    /** Whether two passes in a row found nothing left to write. */
    public boolean converged() {
        return problems.isEmpty();
    }
}
