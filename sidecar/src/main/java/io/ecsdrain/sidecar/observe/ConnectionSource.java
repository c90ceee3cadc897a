package io.ecsdrain.sidecar.observe;

import io.ecsdrain.sidecar.drain.SourceReading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Counts the app's connections in the tables of this network namespace, which the containers of an awsvpc task share. For one thread.
 *
 * <p>A port on which nothing was ever seen is not a port without sessions: the app may run in another namespace (bridge mode), or listen
 * elsewhere.
 */
public final class ConnectionSource implements Source {

    /** The name under which its count is reported; no reporter can have it. */
    public static final String NAME = "@connections";

    private static final List<String> TABLES = List.of("tcp", "tcp6");

    private final BusyPorts ports;
    private final Path folder;
    private final TcpTable table = new TcpTable();
    private final Connections connections = new Connections();
    private final Set<Integer> unseen;

    public ConnectionSource(BusyPorts ports) {
        this(ports, Path.of("/proc/net"));
    }

    /** @param folder where the tables are */
    ConnectionSource(BusyPorts ports, Path folder) {
        this.ports = ports;
        this.folder = folder;
        this.unseen = new TreeSet<>(ports.ports());
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Each poll until something was seen on every port, for an app that drains may listen no more; then none. */
    @Override
    public int idlePolls() {
        return unseen.isEmpty() ? 0 : 1;
    }

    @Override
    public SourceReading look(long now) {
        connections.begin();
        try {
            for (String name : TABLES) {
                Path path = folder.resolve(name);
                // A machine without IPv6 has no table of it.
                if (name.equals(TABLES.get(0)) || Files.exists(path)) {
                    try (InputStream rows = Files.newInputStream(path)) {
                        table.scan(rows, this::row);
                    }
                }
            }
        } catch (IOException unreadable) {
            return new SourceReading.Unreadable(unreadable.toString());
        }
        int lasting = connections.end(now, ports.lasting().toMillis());
        return unseen.isEmpty()
                ? new SourceReading.Count(lasting)
                : new SourceReading.Unreadable("nothing was seen on port "
                        + unseen.stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + " yet; the app has to listen there, in the task's own network (awsvpc)");
    }

    private void row(int localPort, long remoteHigh, long remoteLow, int remotePort, int state) {
        if (state != TcpTable.ESTABLISHED && state != TcpTable.LISTEN
                || !ports.ports().contains(localPort)) {
            return;
        }
        unseen.remove(localPort);
        if (state == TcpTable.ESTABLISHED && isPeer(remoteHigh, remoteLow)) {
            connections.add(localPort, remoteHigh, remoteLow, remotePort);
        }
    }

    private boolean isPeer(long high, long low) {
        return ports.peers().isEmpty() || ports.peers().stream().anyMatch(network -> network.contains(high, low));
    }
}
