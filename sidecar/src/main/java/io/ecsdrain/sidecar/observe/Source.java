package io.ecsdrain.sidecar.observe;

import io.ecsdrain.sidecar.drain.SourceReading;

/** Something that shows how many sessions there are, and is asked for it. For one thread. */
public interface Source {

    /** Begins with {@code @}, which no reporter's name does. */
    String name();

    /** @param now milliseconds on a clock that never goes back */
    SourceReading look(long now);

    /** How many polls to wait between two looks while the count does not matter; 0 to take none then. */
    int idlePolls();
}
