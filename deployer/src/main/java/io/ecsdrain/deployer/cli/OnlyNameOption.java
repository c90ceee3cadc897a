package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The name that a verb may be narrowed to. */
final class OnlyNameOption {

    private static final String VARIABLE = "DEPLOYMENT_NAME";

    @Option(
            names = "--deployment-name",
            paramLabel = "NAME",
            description = "Only this name. Default: DEPLOYMENT_NAME, else all.")
    private String name;

    void fill(Inputs inputs) {
        inputs.flag("--deployment-name", VARIABLE, name);
    }

    Optional<String> read(Settings settings) {
        return settings.optionalName(VARIABLE);
    }
}
