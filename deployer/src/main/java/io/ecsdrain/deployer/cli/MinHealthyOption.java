package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.lifecycle.plan.converge.Quorum;
import picocli.CommandLine.Option;

/** How much of a deployment has to be healthy before it goes live. */
final class MinHealthyOption {

    private static final String FLAG = "--min-healthy";

    @Option(
            names = FLAG,
            paramLabel = "PERCENT",
            description =
                    "The share of its desired count, rounded up, that has to be healthy before it goes live, 1 to 100. "
                            + "Without a load balancer all its tasks have to run. Default: 100 for deploy and promote, 50 for rollback")
    private String percent;

    void fill(Inputs inputs) {
        inputs.flag(FLAG, percent);
    }

    Quorum read(Settings settings, Quorum otherwise) {
        return new Quorum(settings.integer(FLAG, otherwise.percent(), 1, 100));
    }
}
