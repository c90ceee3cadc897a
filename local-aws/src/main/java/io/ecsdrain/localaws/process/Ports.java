package io.ecsdrain.localaws.process;

import io.ecsdrain.localaws.ecs.TaskRuntime.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Free loopback ports. They lie below the range from which Linux takes the ports of outgoing connections, so that none
 * of those takes one between the look and a process's own bind. Also for tests that start one.
 */
public final class Ports {

    private static final int FIRST = 20_000;
    private static final int RANGE = 12_000;
    private static final int TRIES = 500;

    private final Random random = new Random();
    private final Set<Integer> taken = new HashSet<>();

    /** One that is free, and that this object has not given before. */
    public synchronized int take() {
        for (int i = 0; i < TRIES; i++) {
            int port = FIRST + random.nextInt(RANGE);
            if (!taken.contains(port) && free(port)) {
                taken.add(port);
                return port;
            }
        }
        throw new StartFailure("no free loopback port");
    }

    synchronized void give(Collection<Integer> ports) {
        taken.removeAll(ports);
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
