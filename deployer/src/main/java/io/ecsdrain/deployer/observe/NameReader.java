package io.ecsdrain.deployer.observe;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.NotThere;
import io.ecsdrain.deployer.plan.activate.NameView;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Unreadable;
import io.ecsdrain.inventory.observe.ParameterReader;
import io.ecsdrain.inventory.observe.ServiceReader;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;

/** Reads the services and parameters of one deployment name. */
public final class NameReader {

    private final AwsClients clients;
    private final String cluster;
    private final InstantSource time;

    public NameReader(AwsClients clients, String cluster, InstantSource time) {
        this.clients = clients;
        this.cluster = cluster;
        this.time = time;
    }

    /**
     * The cluster's ARN.
     *
     * @throws NotThere if there is no such ACTIVE cluster
     */
    public String clusterArn() {
        return clients.ecs().describeClusters(describe -> describe.clusters(cluster)).clusters().stream()
                .filter(found -> "ACTIVE".equals(found.status()))
                .map(Cluster::clusterArn)
                .findFirst()
                .orElseThrow(this::noCluster);
    }

    /** Most often the region or the account is not the one that was meant. */
    private NotThere noCluster() {
        return new NotThere("there is no cluster '" + cluster + "' in "
                + clients.ecs().serviceClientConfiguration().region() + " for these credentials");
    }

    /**
     * What is there of {@code name}.
     *
     * @throws Unreadable if services or parameters could not be read
     */
    public NameView read(String name) {
        return read(name, services());
    }

    /** The names that services of the cluster are tagged for. */
    public Set<String> names() {
        return services().deployments().keySet().stream()
                .map(DeploymentKey::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    NameView read(String name, ServiceReader.Listed listed) {
        NameParameters parameters =
                Unreadable.require("the parameters of " + name, new ParameterReader(clients.ssm()).under(name));
        return NameView.of(name, time.instant(), parameters, listed.deployments(), listed.others());
    }

    ServiceReader.Listed services() {
        try {
            return Unreadable.require("the services of " + cluster, new ServiceReader(clients.ecs()).all(cluster));
        } catch (ClusterNotFoundException missing) {
            throw noCluster();
        }
    }
}
