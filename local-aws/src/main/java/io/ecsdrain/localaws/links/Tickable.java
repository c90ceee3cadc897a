package io.ecsdrain.localaws.links;

import java.time.Instant;

/** A part of the world that changes with time. Called under the world's lock with a time that never goes back. */
public interface Tickable {
    void tick(Instant now);
}
