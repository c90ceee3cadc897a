package io.ecsdrain.sidecar.drain;

/** What one look at a source of session counts told. */
public sealed interface SourceReading {

    /**
     * @param sessions at that moment, 0 or more
     * @param settled false while a zero is so young that a session which just came back would not count yet
     */
    record Count(int sessions, boolean settled) implements SourceReading {}

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
