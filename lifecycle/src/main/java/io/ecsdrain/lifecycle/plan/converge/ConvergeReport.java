package io.ecsdrain.lifecycle.plan.converge;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What converge did.
 *
 * @param writes those made, in order; one may recur if another actor undid it
 * @param liveId the id of the deployment that is to be live, as last read; empty if nothing says so
 * @param problems what could not be read or written, or is waited for, as sentences; empty if it ended in agreement or
 *     was cut short
 * @param cutShort whether the time was up before two quiet passes; the next program that converges goes on
 * @param waiting whether its only problem is that it waits, mostly for healthy targets; the next converge goes on
 */
public record ConvergeReport(
        List<ConvergeWrite> writes, Optional<String> liveId, List<String> problems, boolean cutShort, boolean waiting) {

    public ConvergeReport {
        writes = List.copyOf(writes);
        problems = List.copyOf(problems);
    }

    /** One that there was no time to finish. */
    public static ConvergeReport cutShort(List<ConvergeWrite> writes, Optional<String> liveId) {
        return new ConvergeReport(writes, liveId, List.of(), true, false);
    }

    /** One that ends with problems, or in agreement if there are none. */
    public static ConvergeReport of(List<ConvergeWrite> writes, Optional<String> liveId, List<String> problems) {
        return new ConvergeReport(writes, liveId, problems, false, false);
    }

    /** One that has nothing to write and waits. */
    public static ConvergeReport waiting(List<ConvergeWrite> writes, Optional<String> liveId, String why) {
        return new ConvergeReport(writes, liveId, List.of(why), false, true);
    }

    /** What both did, of which {@code later} came second and says how it ended. */
    public ConvergeReport then(ConvergeReport later) {
        return new ConvergeReport(
                Stream.concat(writes.stream(), later.writes.stream()).toList(),
                later.liveId,
                later.problems,
                later.cutShort,
                later.waiting);
    }

    /** Whether something was tried and failed; to wait is no failure. */
    public boolean failed() {
        return !problems.isEmpty() && !waiting;
    }

    /** Whether two passes in a row found nothing left to write. */
    public boolean converged() {
        return problems.isEmpty() && !cutShort;
    }
}
