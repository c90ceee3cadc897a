package io.ecsdrain.sidecar.drain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one look at a source of session counts told. */
public sealed interface SourceReading {

    /**
     * @param sessions at that moment, 0 or more
     * @param settled false while a zero is so young that a session which just came back would not count yet
     * @param peers from where the most of the sessions come, and how many, the most first; empty if it does not know
     */
    record Count(int sessions, boolean settled, Map<String, Integer> peers) implements SourceReading {

        public Count {
            peers = Collections.unmodifiableMap(new LinkedHashMap<>(peers));
        }

        public Count(int sessions, boolean settled) {
            this(sessions, settled, Map.of());
        }
    }

    /**
     * It could not be read, which is not zero.
     *
     * @param why one line
     */
    record Unreadable(String why) implements SourceReading {}

    /**
     * It has shown nothing yet, which is not zero, and normal for an app that starts.
     *
     * @param why one line
     */
    record NotYet(String why) implements SourceReading {}
}
