package io.ecsdrain.contract;

import java.time.Instant;

/** How the programs name one write of a state parameter, in tags, in the sidecar's line and in a fence. */
public final class StateWrite {

    private StateWrite() {}

    /**
     * {@code version@LastModifiedDate}. The version alone names no write: a parameter that was deleted begins again at
     * 1.
     */
    public static String of(long version, Instant modifiedAt) {
        return version + "@" + modifiedAt;
    }
}
