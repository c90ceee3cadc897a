package io.ecsdrain.contract;

/** What a program's exit status says; the same for every program. */
public enum ExitCode {
    DONE(0),
    /** The work was tried and failed, if only one action of it. */
    FAILED(1),
    /** Bad usage, bad configuration or an id that does not exist; nothing was done. */
    BAD_USAGE(2),
    /** Superseded, quota, foreign default action, retired: nothing was done, on purpose. */
    REFUSED(3),
    /** {@code verify} found something dangling. */
    DANGLING(4),
    TIMED_OUT(5);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
