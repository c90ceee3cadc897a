package io.ecsdrain.localaws.wire;

import io.ecsdrain.localaws.links.Switches.Switch;

/** What varies on the wire. */
public final class WireSwitches {

    /** Whether CBOR errors carry the header with the short code; without it SDKs show the name of the error's shape. */
    public static final Switch<Boolean> QUERY_ERROR_HEADER = new Switch<>(
            "wire.query-error-header", true, "a compatibility header; errorCode() depends on it, the class does not");

    /**
     * Whether calls are throttled as AWS throttles an account, by {@link RateLimits}; the tokens come back as time goes
     * on.
     */
    public static final Switch<Boolean> RATE_LIMITS = new Switch<>(
            "wire.rate-limits", false, "documented; off, since most tests call faster than an account may");

    /** Whether the last page of a list carries an empty marker instead of none. */
    public static final Switch<Boolean> EMPTY_MARKERS = new Switch<>(
            "wire.empty-markers",
            false,
            "Systems Manager documents an empty string at the end, the others null; SDKs take both for the end");

    private WireSwitches() {}
}
