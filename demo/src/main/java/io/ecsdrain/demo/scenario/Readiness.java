package io.ecsdrain.demo.scenario;

import io.ecsdrain.demo.report.Criterion;
import io.ecsdrain.demo.watch.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The two criteria on order in time: first the drain, the grace and the last session, then ready, and only then zero.
 */
final class Readiness {

    private static final int TASKS = 2;

    private final List<String> reporting;
    private final int graceSeconds;
    private final Sightings seen;

    /** @param reporting the deployments that have a sidecar and are superseded */
    Readiness(List<String> reporting, int graceSeconds, Sightings seen) {
        this.reporting = reporting;
        this.graceSeconds = graceSeconds;
        this.seen = seen;
    }

    Criterion readyAfterGrace() {
        return new Criterion(
                "Tasks emit ShutdownReady=1 after grace period",
                reporting.stream().allMatch(this::shownReadyInTime),
                reporting.stream().map(this::readiness).collect(Collectors.joining("; ")));
    }

    /** Both tasks 0 and then 1, not before the grace, and the last of them not before the last session was over. */
    private boolean shownReadyInTime(String id) {
        Map<String, Instant> zero = seen.timeline().firstReady(id, 0);
        Map<String, Instant> one = seen.timeline().firstReady(id, 1);
        Optional<Instant> drain = seen.drainTag(id);
        Optional<Instant> over = seen.lastSessionOver(id);
        if (drain.isEmpty()
                || over.isEmpty()
                || zero.size() != TASKS
                || !one.keySet().equals(zero.keySet())) {
            return false;
        }
        // A look each half second may see the drain that much late.
        Instant soonest = drain.get().plusSeconds(graceSeconds - 1);
        return over.get().isAfter(drain.get())
                && one.values().stream().anyMatch(over.get()::isBefore)
                && one.entrySet().stream()
                        .allMatch(ready -> ready.getValue().isAfter(soonest)
                                && ready.getValue().isAfter(zero.get(ready.getKey())));
    }

    private String readiness(String id) {
        return id + ": draining" + seen.when(seen.drainTag(id)) + ", last session over"
                + seen.when(seen.lastSessionOver(id)) + ", "
                + seen.timeline().firstReady(id, 1).size()
                + " of " + seen.timeline().firstReady(id, 0).size() + " tasks showed 0 and then 1, the last"
                + seen.when(seen.lastReady(id));
    }

    Criterion zeroOnlyWhenReady() {
        List<String> evidence = new ArrayList<>();
        boolean holds = true;
        for (String id : reporting) {
            Optional<Instant> zero = seen.phase(id, Phase.SCALED_TO_ZERO);
            Optional<Instant> parked = seen.phase(id, Phase.PARKED);
            Optional<Instant> ready = seen.lastReady(id);
            Optional<Instant> over = seen.lastSessionOver(id);
            Optional<Instant> asked = seen.fence(id);
            boolean byLog = id.equals(Scenario.BY_LOG);
            holds &= zero.isPresent()
                    && ready.filter(zero.get()::isAfter).isPresent()
                    && over.filter(zero.get()::isAfter).isPresent()
                    && parked.filter(zero.get()::isAfter).isPresent()
                    && asked.filter(zero.get()::isAfter).isPresent() == byLog;
            evidence.add(id + ": all ready" + seen.when(ready) + ", parked" + seen.when(parked)
                    + (byLog ? ", asked by a fence" + seen.when(asked) : "") + ", desired 0" + seen.when(zero));
        }
        return new Criterion("Reaper sets desiredCount=0 when all tasks ready", holds, String.join("; ", evidence));
    }
}
