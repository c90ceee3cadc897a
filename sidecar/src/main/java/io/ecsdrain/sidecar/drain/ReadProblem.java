package io.ecsdrain.sidecar.drain;

/** Why a poll of the state parameter told nothing. Every one of them keeps the last state; none ever means draining. */
public enum ReadProblem {
    /** ParameterNotFound; SSM promises no read-after-write, so a new parameter may be missing for a moment. */
    NOT_FOUND,
    /** The parameter says neither {@code active} nor {@code draining}. */
    UNKNOWN_VALUE,
    /** Older than a value already seen: a replica that lags behind, not a change of mind. */
    OUTDATED,
    /** SSM asked for patience (40 reads a second for a whole account and Region); the poll backs off. */
    THROTTLED,
    /** No permission, or no credentials that SSM accepts. */
    DENIED,
    /** No answer, a broken answer, or a server fault. */
    UNREACHABLE
}
