package io.ecsdrain.sidecar.drain;

/** Why a poll of the state parameter told nothing. Every one of them keeps the last state; none ever means draining. */
public enum ReadProblem {
    /** It does not exist; SSM promises no read-after-write, so a new parameter may be missing for a moment. */
    NOT_FOUND(true),
    /** The parameter says neither {@code active} nor {@code draining}. */
    UNKNOWN_VALUE(true),
    /** Older than a value already seen: a replica that lags behind, not a change of mind. */
    OUTDATED(true),
    /** SSM asked for patience (40 reads a second for a whole account and Region); the poll backs off. */
    THROTTLED(false),
    /** No permission, or no credentials that SSM accepts. */
    DENIED(false),
    /** No answer, a broken answer, or a server fault. */
    UNREACHABLE(false);

    private final boolean answer;

    ReadProblem(boolean answer) {
        this.answer = answer;
    }

    /** Whether SSM showed something that is not the last state, where otherwise it showed nothing. */
    public boolean isAnswer() {
        return answer;
    }
}
