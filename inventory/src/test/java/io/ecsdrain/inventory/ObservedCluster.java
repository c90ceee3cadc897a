package io.ecsdrain.inventory;

import io.ecsdrain.fixture.LocalCluster;
import io.ecsdrain.inventory.aws.AwsClients;

/** A cluster, and the clients that observe it. */
public final class ObservedCluster extends LocalCluster {

    public final AwsClients clients = AwsClients.forTest(aws.endpoint(), "AKTEST");

    @Override
    public void close() {
        clients.close();
        super.close();
    }
}
