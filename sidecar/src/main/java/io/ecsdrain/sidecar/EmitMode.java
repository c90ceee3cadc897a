package io.ecsdrain.sidecar;

/** From when on the metric is written: a metric per task costs money for as long as it lives. */
public enum EmitMode {
    /** From the start, so that a draining deployment has points at once. */
    ALWAYS,
    /** From the first {@code draining} that this process sees. */
    DRAINING
}
