package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Settings;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which deployment, its id as an argument, as in {@code explain}. */
final class IdArgument {

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Id of the deployment; 'status' shows them. Required.")
    private String id;

    @Option(
            names = "--deployment-name",
            paramLabel = "NAME",
            description = "Stable name of the app's environment. Default: DEPLOYMENT_NAME. Required.")
    private String name;

    void fill(Inputs inputs) {
        inputs.flag("--deployment-name", "DEPLOYMENT_NAME", name).flag("ID", id);
    }

    /** The key; a stand-in if the settings have noted a problem with it. */
    DeploymentKey read(Settings settings) {
        String named = settings.requiredName("DEPLOYMENT_NAME", "the stable name of the app's environment");
        String which = settings.requiredName("ID", "the id of the deployment");
        return KeyOptions.key(named, which);
    }
}
