package io.ecsdrain.localaws.loadbalancer;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** One listener: accepts clients and serves each on its own thread by the routes of the moment of each request. */
final class ListenerServer implements Runnable, AutoCloseable {

    private final ServerSocket socket;
    private final int nominalPort;
    private final TrafficMeter meter;
    private final Executor threads;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private volatile RouteTable routes;

    ListenerServer(ServerSocket socket, int nominalPort, RouteTable routes, TrafficMeter meter, Executor threads) {
        this.socket = socket;
        this.nominalPort = nominalPort;
        this.routes = routes;
        this.meter = meter;
        this.threads = threads;
    }

    int localPort() {
        return socket.getLocalPort();
    }

    int nominalPort() {
        return nominalPort;
    }

    RouteTable routes() {
        return routes;
    }

    TrafficMeter meter() {
        return meter;
    }

    void route(RouteTable next) {
        routes = next;
    }

    @Override
    public void run() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                clients.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                close();
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            new ClientConnection(this, client, threads).serve();
        } catch (IOException gone) {
            // The client went away: there is no one left to answer.
            clients.remove(client);
        } finally {
            clients.remove(client);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException cannotCloseTwice) {
            clients.clear();
        }
    }
}
