package io.ecsdrain.bench.canary;

import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Clients at the load balancer's door. Some come together, and each method returns when all of them were answered. */
final class Crowd implements AutoCloseable {

    private static final int AT_ONCE = 8;
    private static final int STROLLING = 2;
    private static final int TIMES_BACK = 2;
    private static final int PATIENCE_MINUTES = 5;

    private final URI door;
    private final Tally tally = new Tally();
    private final Client first;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private final ExecutorService strollers = Executors.newFixedThreadPool(STROLLING);

    Crowd(URI door) {
        this.door = door;
        this.first = new Client(door, tally);
    }

    /** New clients, each of which comes back at once, twice. */
    List<Client> come(int count) {
        List<Client> clients = IntStream.range(0, count)
                .mapToObj(each -> new Client(door, tally))
                .toList();
        each(clients, client -> IntStream.rangeClosed(0, TIMES_BACK).forEach(time -> client.visit()));
        return clients;
    }

    /** These come back, once each. */
    void comeBack(List<Client> clients) {
        each(clients, Client::visit);
    }

    /** Another client comes, and the one that strolled by first comes back, while something else goes on. */
    void strollBy() {
        Client young = new Client(door, tally);
        strollers.execute(() -> Stream.of(first, young, first, young).forEach(Client::visit));
    }

    private void each(List<Client> clients, Consumer<Client> what) {
        List<Callable<Void>> visits = clients.stream()
                .<Callable<Void>>map(client -> () -> {
                    what.accept(client);
                    return null;
                })
                .toList();
        try {
            for (Future<Void> visit : threads.invokeAll(visits)) {
                visit.get();
            }
        } catch (InterruptedException | ExecutionException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** What became of all visits, once the last client that strolls by is gone. Then no other may. */
    Tally.Counts counts() {
        strollers.shutdown();
        try {
            if (!strollers.awaitTermination(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("a client still waits for its answer");
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return tally.counts();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        strollers.shutdownNow();
    }
}
