package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Names;
import io.ecsdrain.contract.Settings;
import picocli.CommandLine.Option;

/** Which deployment. */
final class KeyOptions {

    @Option(
            names = "--deployment-name",
            paramLabel = "NAME",
            description = "Stable name of the app's environment. Default: DEPLOYMENT_NAME. Required.")
    private String name;

    @Option(
            names = "--deployment-id",
            paramLabel = "ID",
            description = "Unique id of the deployment. Default: DEPLOYMENT_ID. Required.")
    private String id;

    void fill(Inputs inputs) {
        inputs.flag("--deployment-name", "DEPLOYMENT_NAME", name).flag("--deployment-id", "DEPLOYMENT_ID", id);
    }

    /** The key; a stand-in if the settings have noted a problem with it. */
    DeploymentKey read(Settings settings) {
        String named = settings.requiredName("DEPLOYMENT_NAME", "the stable name of the app's environment");
        String unique = settings.requiredName("DEPLOYMENT_ID", "the unique id of the deployment");
        return key(named, unique);
    }

    /** The key of a name and an id that were read; a stand-in if one of them cannot be. */
    static DeploymentKey key(String name, String id) {
        return Names.isValid(name) && Names.isValid(id)
                ? new DeploymentKey(name, id)
                : new DeploymentKey("stand-in", "stand-in");
    }
}
