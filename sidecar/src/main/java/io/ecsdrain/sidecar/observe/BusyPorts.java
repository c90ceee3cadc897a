package io.ecsdrain.sidecar.observe;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Which connections are sessions.
 *
 * @param ports local ports of the app
 * @param lasting how long a connection has to last to be one; a health check does not
 * @param peers where they come from; empty for everywhere
 */
public record BusyPorts(Set<Integer> ports, Duration lasting, List<Network> peers) {

    public BusyPorts {
        ports = Set.copyOf(ports);
        peers = List.copyOf(peers);
    }
}
