package io.ecsdrain.infra;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** One stack for each cluster, or for each deployment name of a cluster. */
public final class DrainStack extends Stack {

    DrainStack(Construct scope, InfraConfig config, StackProps props) {
        super(scope, id(config), props);
        new DrainReaper(this, "Reaper", config);
    }

    /** Stack names know no underscore, cluster names do. */
    private static String id(InfraConfig config) {
        String cluster = config.cluster().replace('_', '-');
        return "EcsDrain-" + cluster
                + config.deploymentName().map(name -> "-" + name).orElse("");
    }
}
