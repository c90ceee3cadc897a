package io.ecsdrain.demo.scenario;

import io.ecsdrain.demo.load.Tally;
import io.ecsdrain.demo.watch.Frame.DeploymentFrame;
import io.ecsdrain.demo.watch.Phase;
import io.ecsdrain.demo.watch.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** When something was first seen, and the words for that moment: whole seconds since the first event. */
record Sightings(Timeline timeline, Tally tally) {

    Optional<Instant> drainTag(String deployment) {
        return timeline.first(deployment, frame -> frame.stateTag().equals("draining"));
    }

    /** When its tasks were asked whether a session came since their clients were led away. */
    Optional<Instant> fence(String deployment) {
        return timeline.first(deployment, DeploymentFrame::asked);
    }

    Optional<Instant> phase(String deployment, Phase phase) {
        return timeline.first(deployment, frame -> frame.phase() == phase);
    }

    /** When the last of its tasks that ever were ready became so. */
    Optional<Instant> lastReady(String deployment) {
        return timeline.firstReady(deployment, 1).values().stream().max(Instant::compareTo);
    }

    Optional<Instant> lastSessionOver(String deployment) {
        return tally.sessions().stream()
                .filter(session -> session.deployment().equals(deployment))
                .map(Tally.Session::to)
                .max(Instant::compareTo);
    }

    /** " at 12 s", or " never". */
    String when(Optional<Instant> at) {
        return at.map(this::when).orElse(" never");
    }

    String when(Instant at) {
        Instant start = timeline.events().get(0).at();
        return String.format(
                Locale.ROOT, " at %.0f s", Duration.between(start, at).toMillis() / 1000.0);
    }
}
