package io.ecsdrain.bench.reaper;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.LocalAwsBuilder;
import io.ecsdrain.localaws.ssm.SsmSwitches;
import io.ecsdrain.localaws.wire.Fault;
import io.ecsdrain.localaws.wire.WireSwitches;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A cluster of a given shape on local-aws, built over the wire like any other. */
final class World implements AutoCloseable {

    static final String CLUSTER = "big";

    private static final Instant START = Instant.parse("2026-01-01T00:00:30Z");

    final LocalAws aws;
    private final AwsClients team;
    private final ClusterFixture fixture;
    private final Shape shape;

    /** @param running whether time goes on by itself, which throttle buckets need that are to be refilled */
    World(Shape shape, boolean running) {
        this.shape = shape;
        LocalAwsBuilder builder = LocalAws.builder().clock(START);
        this.aws = (running ? builder.running() : builder).start();
        // The bound counts full pages.
        aws.switches().set(SsmSwitches.EMPTY_PAGE_EVERY, 0);
        this.team = AwsClients.forTest(aws.endpoint(), "AKTEAM");
        this.fixture = new ClusterFixture(CLUSTER, team.ecs(), team.elb(), team.ssm(), team.scaling())
                .createCluster()
                .registerApp();
        String listener = null;
        for (int number = 0; number < shape.services(); number++) {
            listener = number % Shape.PER_LOAD_BALANCER == 0 ? listener(number) : listener;
            deploy(number, listener);
        }
        aws.advance(Duration.ofMinutes(2));
        aws.advance(Duration.ofMinutes(shape.ready() ? Words.MINUTES : 1));
        Words.say(shape, aws, team.cloudWatch());
    }

    /** Services of others, every second of them with a task. */
    void foreign(int services) {
        for (int number = 0; number < services; number++) {
            fixture.service("foreign-" + number, number % 2, Map.of());
        }
        aws.advance(Duration.ofMinutes(1));
    }

    /** Time enough passes for all that is ready to be believed. */
    void ready() {
        aws.advance(Duration.ofMinutes(Words.MINUTES + 1));
        Words.say(shape, aws, team.cloudWatch());
    }

    /** From now on calls take their time and are throttled, as AWS would. */
    void asAws(Duration latency) {
        aws.faults().when(call -> true).then(new Fault.Delay(latency));
        aws.switches().set(WireSwitches.RATE_LIMITS, true);
    }

    private boolean drains(int number) {
        return number < shape.draining();
    }

    private DeploymentKey key(int number) {
        int name = drains(number) ? number % shape.active() : number - shape.draining();
        return new DeploymentKey("app" + name, (drains(number) ? "old" : "new") + number);
    }

    private String listener(int number) {
        return fixture.listener(fixture.loadBalancer("front" + number), 80);
    }

    private void deploy(int number, String listener) {
        DeploymentKey key = key(number);
        String state = drains(number) ? "draining" : "active";
        fixture.deployment(listener, number + 1, key, state, drains(number) ? shape.tasks() : 1, START);
        fixture.parameter(key.stateParameter(), state);
    }

    @Override
    public void close() {
        team.close();
        aws.close();
    }
}
