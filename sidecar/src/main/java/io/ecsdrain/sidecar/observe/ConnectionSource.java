package io.ecsdrain.sidecar.observe;

import io.ecsdrain.contract.Printable;
import io.ecsdrain.sidecar.drain.SourceReading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the app's connections in the tables of this network namespace, which the containers of an awsvpc task share.
 * For one thread.
 *
 * <p>A port on which nothing was ever seen is not a port without sessions: the app may run in another namespace (bridge
 * mode), or listen elsewhere.
 */
public final class ConnectionSource implements Source {

    /** The name under which its count is reported; no reporter can have it. */
    public static final String NAME = "@connections";

    private static final Logger log = LoggerFactory.getLogger(ConnectionSource.class);

    private final BusyPorts ports;
    private final Path folder;
    private final TcpTable table = new TcpTable();
    private final Connections connections = new Connections();
    private final Peers peers = new Peers();
    /** The ports again: to look an {@code int} up in a set makes an object of each row. */
    private final BitSet counted = new BitSet();

    private final Set<Integer> unseen;
    private long lastSessions = Long.MIN_VALUE;
    private boolean failed;
    private int ignored;
    private boolean saidIgnored;

    public ConnectionSource(BusyPorts ports) {
        this(ports, Path.of("/proc/net"));
    }

    /** @param folder where the tables are */
    ConnectionSource(BusyPorts ports, Path folder) {
        this.ports = ports;
        this.folder = folder;
        this.unseen = new TreeSet<>(ports.ports());
        ports.ports().forEach(counted::set);
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * Each poll until something was seen on every port, for an app that drains may listen no more; then none while all
     * is well.
     */
    @Override
    public int idlePolls() {
        return unseen.isEmpty() && !failed ? 0 : 1;
    }

    @Override
    public SourceReading look(long now) {
        connections.begin(now, ports.lasting().toMillis());
        peers.begin();
        ignored = 0;
        try {
            scan(folder.resolve("tcp"));
            Path ipv6 = folder.resolve("tcp6");
            // A machine without IPv6 has no table of it.
            if (Files.exists(ipv6)) {
                scan(ipv6);
            }
            failed = false;
        } catch (IOException unreadable) {
            failed = true;
            return new SourceReading.Unreadable(Printable.line(unreadable.toString()));
        }
        int lasting = connections.end();
        sayIgnored();
        if (!unseen.isEmpty()) {
            return new SourceReading.NotYet("nothing was seen on port "
                    + unseen.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + " yet; the app has to listen there, in the task's own network (awsvpc)");
        }
        if (lasting > 0) {
            lastSessions = now;
        }
        // A client that has just come back counts only once its new connection has lasted.
        boolean settled = lasting > 0
                || lastSessions == Long.MIN_VALUE
                || now - lastSessions >= ports.lasting().toMillis();
        return new SourceReading.Count(lasting, settled, peers.told());
    }

    private void scan(Path path) throws IOException {
        try (InputStream rows = Files.newInputStream(path)) {
            table.scan(rows, this::row);
        }
    }

    /** Once: with the wrong networks every task would look idle, and nothing would say why. */
    private void sayIgnored() {
        if (ignored > 0 && !saidIgnored) {
            log.warn("{} connections from elsewhere than DRAIN_BUSY_PORT_PEERS do not count", ignored);
            saidIgnored = true;
        }
    }

    private void row(int localPort, long remoteHigh, long remoteLow, int remotePort, int state) {
        if (!counted.get(localPort)) {
            return;
        }
        // In any state: a listener that was closed leaves connections that end.
        unseen.remove(localPort);
        if (state != TcpTable.ESTABLISHED) {
            return;
        }
        if (!isPeer(remoteHigh, remoteLow)) {
            ignored++;
        } else if (connections.add(localPort, remoteHigh, remoteLow, remotePort)) {
            peers.add(remoteHigh, remoteLow);
        }
    }

    private boolean isPeer(long high, long low) {
        return ports.peers().isEmpty() || ports.peers().stream().anyMatch(network -> network.contains(high, low));
    }
}
