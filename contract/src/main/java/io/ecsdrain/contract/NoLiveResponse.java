package io.ecsdrain.contract;

/**
 * What a listener of the baseline stack answers by default until the first deployment is live behind it. In these words
 * it is known that no person wants it, unlike a page that a team put up.
 */
public final class NoLiveResponse {

    /** HTTP status. */
    public static final int STATUS = 503;

    /** The body, as text/plain. */
    public static final String BODY = "no deployment is live";

    private NoLiveResponse() {}
}
