package io.ecsdrain.deployer.plan.canary;

import io.ecsdrain.lifecycle.plan.facts.CanaryMark;
import java.util.Map;
import java.util.Optional;

/**
 * The marks that a deployer may find of its own. A tag that was just written may be read as it was before ("Amazon ECS
 * follows an eventual consistency model", CreateService, API reference).
 *
 * @param last as it was written last
 * @param before what was there before that; empty if there was none
 */
public record OwnMarks(CanaryMark last, Optional<CanaryMark> before) {

    /** The id of the live deployment that shares new clients. */
    public String beside() {
        return last.beside();
    }

    /** What a service with these tags says of its canary; empty if it goes on as this deployer left it. */
    public Optional<CanaryEnded> ended(Map<String, String> tags) {
        Optional<CanaryMark> found = CanaryMark.of(tags);
        if (found.isEmpty()) {
            return CanaryMark.exists(tags) ? Optional.of(CanaryEnded.MEANWHILE) : Optional.empty();
        }
        return found.equals(Optional.of(last)) || found.equals(before)
                ? Optional.empty()
                : Optional.of(new CanaryEnded(
                        "another deploy of the same id goes on with its canary", CanaryEnded.Became.TAKEN_OVER));
    }
}
