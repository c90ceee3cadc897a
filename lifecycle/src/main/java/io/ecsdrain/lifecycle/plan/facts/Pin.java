package io.ecsdrain.lifecycle.plan.facts;

import io.ecsdrain.contract.Tags;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A person's word that a deployment is to stay, in its service's tag {@code pinned_until}. A value that is no instant
 * counts as a pin without an end: the person who wrote it meant the deployment to stay.
 *
 * @param text the tag's value
 */
public record Pin(String text) {

    public static Optional<Pin> of(Map<String, String> tags) {
        return Optional.ofNullable(tags.get(Tags.PINNED_UNTIL)).map(Pin::new);
    }

    /** Why a deployment with these tags stays, as a sentence; empty if no pin holds it. */
    public static Optional<String> holding(Map<String, String> tags, Instant now) {
        return of(tags).filter(pin -> pin.holds(now)).map(Pin::phrase);
    }

    public boolean holds(Instant now) {
        return end().filter(end -> !end.isAfter(now)).isEmpty();
    }

    /** When it ends or has ended; empty if it has no end. */
    public Optional<Instant> end() {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private String phrase() {
        if (end().isPresent()) {
            return "it is pinned until " + text;
        }
        return text.equals(Tags.FOREVER)
                ? "it is pinned until it is unpinned"
                : "its tag " + Tags.PINNED_UNTIL + " is '" + text + "', which is no time: it counts as pinned";
    }
}
