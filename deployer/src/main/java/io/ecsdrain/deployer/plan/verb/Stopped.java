package io.ecsdrain.deployer.plan.verb;

import io.ecsdrain.contract.ExitCode;

/** A verb cannot go on with what it has begun; the message is one sentence for people. */
public final class Stopped extends RuntimeException {

    private final transient ExitCode exit;

    public Stopped(ExitCode exit, String sentence) {
        super(sentence);
        this.exit = exit;
    }

    public ExitCode exit() {
        return exit;
    }
}
