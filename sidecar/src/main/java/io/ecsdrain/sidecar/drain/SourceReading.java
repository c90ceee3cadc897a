package io.ecsdrain.sidecar.drain;

/** What one look at a source of session counts told. */
public sealed interface SourceReading {

    /** @param sessions at that moment, 0 or more */
    record Count(int sessions) implements SourceReading {}

    /**
     * It could not be read, which is not zero.
     *
     * @param why one line
     */
    record Unreadable(String why) implements SourceReading {}
}
