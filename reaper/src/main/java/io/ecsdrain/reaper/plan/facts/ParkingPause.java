package io.ecsdrain.reaper.plan.facts;

import io.ecsdrain.lifecycle.plan.facts.Unparking;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * How long a deployment keeps its clients to whose tasks sessions came although they had been led away. Each time in a
 * row the pause is longer; one parking that holds for the longest pause, or another write of the state, ends the row.
 */
public final class ParkingPause {

    private ParkingPause() {}

    /** The newest note of it that still counts. */
    public static Optional<Unparking> of(DeploymentFacts facts) {
        return facts.routes().own().stream()
                .flatMap(rule -> Unparking.of(rule.tags(), facts.now()).stream())
                .filter(note -> !note.at().isBefore(facts.evidenceStart()))
                .max(Comparator.comparing(Unparking::at));
    }

    /** Until when its clients are not led away again; empty if nothing keeps them. */
    public static Optional<Instant> end(DeploymentFacts facts) {
        return of(facts).map(Unparking::pauseEnd).filter(end -> end.isAfter(facts.now()));
    }

    /** How many times in a row it is, if its clients are led back now. */
    public static int inARow(DeploymentFacts facts) {
        Instant calm = facts.now().minus(Unparking.LONGEST);
        boolean held = facts.parkings().allMatch(parked -> !parked.isAfter(calm));
        return held ? 1 : of(facts).map(Unparking::inARow).orElse(0) + 1;
    }
}
