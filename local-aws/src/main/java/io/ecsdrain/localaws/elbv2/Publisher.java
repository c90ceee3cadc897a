package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.Listeners.Listener;
import io.ecsdrain.localaws.loadbalancer.DataPlane;
import io.ecsdrain.localaws.loadbalancer.RouteTable;
import io.ecsdrain.localaws.loadbalancer.Traffic;
import io.ecsdrain.localaws.wire.AwsError;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries every change of the control plane to the data plane, after {@link ElbSwitches#RULE_PROPAGATION}. */
final class Publisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final ElbState state;
    private final boolean listens;
    private final DataPlane dataPlane = new DataPlane();
    private final Deque<Change> onTheWay = new ArrayDeque<>();

    private record Change(String listenerArn, RouteTable routes, Instant due) {}

    /** @param listens false: listeners are a state only, and no client can reach them */
    Publisher(ElbState state, boolean listens) {
        this.state = state;
        this.listens = listens;
    }

    /** The listener and its default rule are stored already. */
    void open(Listener listener) {
        if (!listens) {
            return;
        }
        String arn = listener.listenerArn();
        try {
            dataPlane.open(arn, ElbState.dimension(listener.loadBalancerArn()), listener.port(), Routes.of(state, arn));
        } catch (IOException noSocket) {
            throw new AwsError("InternalFailure", "cannot listen on loopback: " + noSocket.getMessage(), 500);
        }
        LOG.info(
                "listener {} of port {} answers at {}",
                arn,
                listener.port(),
                address(arn).orElseThrow());
    }

    void publish(String listenerArn) {
        if (!listens) {
            return;
        }
        Instant now = state.world().now();
        Duration propagation = state.world().switches().get(ElbSwitches.RULE_PROPAGATION);
        onTheWay.add(new Change(listenerArn, Routes.of(state, listenerArn), now.plus(propagation)));
        tick(now);
    }

    /** In the order in which they were made. */
    void tick(Instant now) {
        while (!onTheWay.isEmpty() && !onTheWay.getFirst().due().isAfter(now)) {
            Change change = onTheWay.removeFirst();
            dataPlane.route(change.listenerArn(), change.routes());
        }
    }

    void close(String listenerArn) {
        onTheWay.removeIf(change -> change.listenerArn().equals(listenerArn));
        dataPlane.close(listenerArn);
    }

    Traffic traffic() {
        return dataPlane.traffic();
    }

    Optional<URI> address(String listenerArn) {
        return dataPlane.address(listenerArn);
    }

    @Override
    public void close() {
        dataPlane.close();
    }
}
