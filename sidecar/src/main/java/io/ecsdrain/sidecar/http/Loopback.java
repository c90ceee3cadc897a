package io.ecsdrain.sidecar.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the addresses to listen on: both loopback addresses, for {@code localhost} means either to some client. */
final class Loopback {

    private static final Logger log = LoggerFactory.getLogger(Loopback.class);
    private static final byte[] IPV4 = {127, 0, 0, 1};
    private static final byte[] IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private Loopback() {}

    /** Opens one address; tests have their own. */
    interface Binder {
        ServerSocketChannel bind(InetAddress address, int port) throws IOException;
    }

    /** @throws IOException if the port is taken on either address, or the address is none of this machine */
    static List<ServerSocketChannel> open(Optional<InetAddress> host, int port) throws IOException {
        return open(host, port, Loopback::bind);
    }

    static List<ServerSocketChannel> open(Optional<InetAddress> host, int port, Binder binder) throws IOException {
        if (host.isPresent()) {
            return List.of(binder.bind(host.get(), port));
        }
        List<ServerSocketChannel> channels = new ArrayList<>();
        channels.add(binder.bind(InetAddress.getByAddress(IPV4), port));
        int bound = ((InetSocketAddress) channels.get(0).getLocalAddress()).getPort();
        try {
            channels.add(binder.bind(InetAddress.getByAddress(IPV6), bound));
        } catch (IOException refused) {
            if (hasIpv6(binder)) {
                // Who asks localhost may ask ::1 first, and would be answered by another program.
                channels.get(0).close();
                throw refused;
            }
            log.info("IPv4 only: {}", refused.getMessage());
        }
        return channels;
    }

    /** Whether another port can be had: then it was the port, not the address. */
    private static boolean hasIpv6(Binder binder) {
        try {
            binder.bind(InetAddress.getByAddress(IPV6), 0).close();
            return true;
        } catch (IOException none) {
            return false;
        }
    }

    private static ServerSocketChannel bind(InetAddress address, int port) throws IOException {
        InetSocketAddress place = new InetSocketAddress(address, port);
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return channel.bind(place, 128);
        } catch (IOException | UnsupportedAddressTypeException e) {
            channel.close();
            // A JVM on a machine without IPv6 refuses ::1 as a type of address, before it asks the system, and says no
            // more.
            String why = e instanceof IOException ? e.getMessage() : "this machine has no IPv6";
            why += e instanceof BindException && port != 0 ? " (DRAIN_PORT takes another port)" : "";
            throw new IOException("cannot listen on " + place + ": " + why, e);
        }
    }
}
