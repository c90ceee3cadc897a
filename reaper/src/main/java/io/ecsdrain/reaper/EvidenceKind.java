package io.ecsdrain.reaper;

/** Where readiness is read, as the variable {@code EVIDENCE} spells it. */
enum EvidenceKind {
    /** The metric ShutdownReady. */
    METRIC,
    /** The lines in the sidecars' log group; the metric for a task without such lines. */
    LOG
}
