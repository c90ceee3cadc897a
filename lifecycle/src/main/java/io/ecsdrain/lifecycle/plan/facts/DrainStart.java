package io.ecsdrain.lifecycle.plan.facts;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.StateWrite;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.inventory.model.ServiceView;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Since when a deployment has been draining. The stamp on its service counts only as long as no write of the parameter
 * can have come between that made it active: beside the stamp stands which write it was told by. One write later means
 * {@code draining} written over {@code draining}, as a script does at each release; from two on the first may have said
 * {@code active}, and then the drain is taken to be a new one, for an old stamp would cut its sessions. Decision 0003
 * has the rest.
 */
public final class DrainStart {

    private DrainStart() {}

    /** When {@code deployment} began to drain; empty if its parameter does not read {@code draining}. */
    public static Optional<Instant> of(Deployment deployment, Instant now) {
        return deployment
                .parameter()
                .found()
                .filter(found -> found.says(DeploymentState.DRAINING))
                .map(found -> of(deployment.service().map(ServiceView::tags).orElse(Map.of()), found, now));
    }

    /** @param state the parameter, which reads {@code draining} */
    public static Instant of(Map<String, String> tags, ParameterView state, Instant now) {
        return TagCodec.instant(tags, Tags.DRAIN_STARTED_AT, now)
                .filter(stamp -> !state.lastModified().isAfter(stamp) || follows(tags.get(Tags.DRAIN_SEEN), state))
                .orElse(state.lastModified());
    }

    /** Whether the stamp on the service counts and says which write it belongs to. */
    public static boolean isStamped(Map<String, String> tags, ParameterView state, Instant now) {
        return note(state).equals(tags.get(Tags.DRAIN_SEEN))
                && TagCodec.instant(tags, Tags.DRAIN_STARTED_AT, now).isPresent();
    }

    /** How the write is noted. */
    public static String note(ParameterView state) {
        return StateWrite.of(state.version(), state.lastModified());
    }

    /** Whether {@code state} is the noted write or the very next. */
    private static boolean follows(String note, ParameterView state) {
        if (note == null || !note.matches("\\d{1,18}@.+")) {
            return false;
        }
        int at = note.indexOf('@');
        long steps = state.version() - Long.parseLong(note.substring(0, at));
        return steps == 0 && note(state).equals(note)
                || steps == 1 && isAfter(note.substring(at + 1), state.lastModified());
    }

    private static boolean isAfter(String noted, Instant written) {
        try {
            return !Instant.parse(noted).isAfter(written);
        } catch (DateTimeException unreadable) {
            return false;
        }
    }
}
