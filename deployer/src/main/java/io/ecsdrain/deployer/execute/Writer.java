package io.ecsdrain.deployer.execute;

import io.ecsdrain.contract.Clusters;
import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.contract.Tags;
import io.ecsdrain.deployer.plan.activate.Write;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.Sleeper;
import io.ecsdrain.lifecycle.execute.write.ParameterWriter;
import io.ecsdrain.lifecycle.execute.write.ServiceWriter;
import java.util.Map;

/** Carries out {@link Write}s. */
public final class Writer {

    private final ParameterWriter parameters;
    private final ServiceWriter services;
    private final String cluster;

    /** @param cluster whose tag the parameters get; its short name or its ARN */
    public Writer(AwsClients clients, String cluster, Sleeper waiting) {
        this.parameters = new ParameterWriter(clients.ssm(), waiting);
        this.services = new ServiceWriter(clients.ecs(), cluster);
        this.cluster = Clusters.shortName(cluster);
    }

    /** @throws software.amazon.awssdk.core.exception.SdkException as AWS refuses it */
    public void write(Write write) {
        if (write instanceof Write.PutRegister register) {
            DeploymentKey key = register.key();
            parameters.put(
                    ParameterPaths.live(key.name()),
                    key.id(),
                    Map.of(Tags.DEPLOYMENT_NAME, key.name(), Tags.CLUSTER, cluster));
        } else if (write instanceof Write.PutState state) {
            DeploymentKey key = state.key();
            parameters.put(
                    key.stateParameter(),
                    state.state().word(),
                    Map.of(Tags.DEPLOYMENT_NAME, key.name(), Tags.DEPLOYMENT_ID, key.id(), Tags.CLUSTER, cluster));
        } else if (write instanceof Write.TagService tags) {
            services.tag(tags.arn(), tags.tags());
        }
    }
}
