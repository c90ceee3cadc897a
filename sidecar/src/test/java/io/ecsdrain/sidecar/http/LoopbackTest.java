package io.ecsdrain.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On machines with IPv6 and without: the addresses are the test's, for the machine may have none. */
class LoopbackTest {

    private final List<ServerSocketChannel> opened = new ArrayList<>();
    private boolean ipv6 = true;
    private boolean taken;

    @AfterEach
    void close() throws IOException {
        for (ServerSocketChannel each : opened) {
            each.close();
        }
    }

    @Test
    void listensOnBothAddresses() throws IOException {
        assertThat(Loopback.open(Optional.empty(), 0, this::bind)).hasSize(2);
    }

    @Test
    void aMachineWithoutIpv6IsServedOnIpv4() throws IOException {
        ipv6 = false;

        assertThat(Loopback.open(Optional.empty(), 0, this::bind)).hasSize(1);
    }

    @Test
    void aPortThatAnotherProgramHasOnTheIpv6AddressIsRefused() {
        taken = true;

        assertThatThrownBy(() -> Loopback.open(Optional.empty(), 0, this::bind))
                .isInstanceOf(BindException.class)
                .hasMessage("taken");
        assertThat(opened).noneMatch(ServerSocketChannel::isOpen);
    }

    /** Everything on 127.0.0.1, whichever address is asked for. */
    private ServerSocketChannel bind(InetAddress address, int port) throws IOException {
        boolean six = address instanceof Inet6Address;
        if (six && !ipv6) {
            throw new IOException("none");
        }
        if (six && taken && port != 0) {
            throw new BindException("taken");
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        opened.add(channel);
        return channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), six ? 0 : port));
    }
}
