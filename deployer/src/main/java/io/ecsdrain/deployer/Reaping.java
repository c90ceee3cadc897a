package io.ecsdrain.deployer;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.plan.ReapRequest;

/** The verb {@code reap}: one run of the reaper from here. */
final class Reaping {

    private final Console console;
    private final Timing timing;

    Reaping(Console console, Timing timing) {
        this.console = console;
        this.timing = timing;
    }

    ExitCode run(ReapRequest request) {
        console.note("reap: comes later " + timing.time().instant());
        return ExitCode.BAD_USAGE;
    }
}
