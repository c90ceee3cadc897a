package io.ecsdrain.localaws.metadata;

/** How the metadata endpoints fail. */
public enum MetadataFault {
    NONE,
    /** 404 with a JSON string, as for an unknown task. */
    NOT_FOUND,
    /** 500 with a JSON string. */
    ERROR,
    /** 429, as above 40 requests a second. */
    THROTTLED,
    /** No answer until the fault is taken away or the emulator closed. */
    HANG,
    /** Task protection only: HTTP 200 with a failure in the body. */
    PROTECTION_FAILURE
}
