package io.ecsdrain.localaws.wire;

import io.ecsdrain.localaws.links.Switches.Switch;

/** What varies on the wire. */
public final class WireSwitches {

    /** Whether CBOR errors carry the header with the short code; without it SDKs show the name of the error's shape. */
    public static final Switch<Boolean> QUERY_ERROR_HEADER = new Switch<>(
            "wire.query-error-header", true, "a compatibility header; errorCode() depends on it, the class does not");

    private WireSwitches() {}
}
