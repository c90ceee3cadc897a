package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.deployer.plan.verb.OutputFormat;
import picocli.CommandLine.Option;

/** How to say it. */
final class OutputOptions {

    @Option(
            names = "--output",
            paramLabel = "text|json",
            description = "text (default), or json: JSON alone on stdout, all else on stderr.")
    private String output;

    @Option(names = "--debug", description = "On a failure also print the stack trace.")
    private boolean debug;

    void fill(Inputs inputs) {
        inputs.flag("--output", output);
    }

    OutputFormat read(Settings settings) {
        return settings.choice("--output", OutputFormat.TEXT, OutputFormat.class);
    }

    boolean debug() {
        return debug;
    }
}
