package io.ecsdrain.inventory;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.fixture.DeploymentTags;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A cluster with a load balancer on a loopback AWS, and the clients that observe it. */
public final class TestCluster implements AutoCloseable {

    public static final String NAME = "prod";

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    public final LocalAws aws =
            LocalAws.builder().clock(CREATED.plusSeconds(30)).start();
    public final AwsClients clients = AwsClients.forTest(aws.endpoint(), "AKTEST");
    final ClusterFixture fixture =
            new ClusterFixture(NAME, clients.ecs(), clients.elb(), clients.ssm(), clients.scaling());
    final String balancer;
    final String listener;
    private int priority = 1;

    public TestCluster() {
        fixture.createCluster().registerApp();
        balancer = fixture.loadBalancer("front");
        listener = fixture.listener(balancer, 80);
    }

    /** Target group, rule, service and parameter of one deployment. */
    public void deploy(DeploymentKey key, String state, int desired) {
        fixture.deployment(listener, priority++, key, state, desired, CREATED);
        fixture.parameter(key.stateParameter(), state);
    }

    String rule(DeploymentKey key, String group) {
        return fixture.affinityRule(listener, priority++, key, group, tags(key));
    }

    static Map<String, String> tags(DeploymentKey key) {
        return DeploymentTags.route(key, CREATED);
    }

    public void settle() {
        aws.advance(Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        clients.close();
        aws.close();
    }
}
