package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.sidecar.drain.SourceReading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over the tables of this machine, with real sockets. */
class ConnectionSourceTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<Socket> clients = new ArrayList<>();
    private ServerSocket app;

    @TempDir
    private Path folder;

    @BeforeEach
    void listen() throws IOException {
        app = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        app.close();
    }

    private void connect(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            clients.add(new Socket(app.getInetAddress(), app.getLocalPort()));
        }
    }

    private ConnectionSource source(Duration lasting, String... peers) {
        List<Network> networks = List.of(peers).stream()
                .map(Network::parse)
                .map(java.util.Optional::orElseThrow)
                .toList();
        return new ConnectionSource(new BusyPorts(Set.of(app.getLocalPort()), lasting, networks));
    }

    /** Without the addresses, of which tests of their own speak. */
    private static SourceReading bare(SourceReading reading) {
        return reading instanceof SourceReading.Count count
                ? new SourceReading.Count(count.sessions(), count.settled())
                : reading;
    }

    @Test
    void countsWhatIsConnectedToThePortAndForgetsItOnceItIsClosed() throws IOException {
        connect(100);
        ConnectionSource source = source(Duration.ofSeconds(10));

        assertThat(bare(source.look(0))).isEqualTo(new SourceReading.Count(100, true));
        for (Socket client : clients.subList(0, 40)) {
            client.close();
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(bare(source.look(0))).isEqualTo(new SourceReading.Count(60, true)));
    }

    @Test
    void aShortConnectionIsNoneAndALastingOneIs() throws IOException {
        ConnectionSource source = source(Duration.ofSeconds(10));
        source.look(0);
        connect(1);

        assertThat(bare(source.look(5_000))).isEqualTo(new SourceReading.Count(0, true));
        assertThat(bare(source.look(10_000))).isEqualTo(new SourceReading.Count(1, true));
    }

    @Test
    void theAddressOfTheConnectionsIsToldOfThoseThatCount() throws IOException {
        ConnectionSource source = source(Duration.ofSeconds(10));
        connect(2);
        assertThat(source.look(0)).isEqualTo(new SourceReading.Count(2, true, Map.of("127.0.0.1", 2)));
        connect(1);
        assertThat(source.look(5_000))
                .as("the third may be a health check")
                .isEqualTo(new SourceReading.Count(2, true, Map.of("127.0.0.1", 2)));
    }

    @Test
    void anIpv4AddressInTheTableOfIpv6IsToldAsIpv4() throws IOException {
        String listening = "head\n   0: 00000000:1F90 00000000:0000 0A 0 0\n";
        Files.writeString(folder.resolve("tcp"), listening);
        Files.writeString(
                folder.resolve("tcp6"),
                "head\n   0: 0000000000000000FFFF00000100000A:1F90 0000000000000000FFFF00000300000A:9C40 01 0 0\n"
                        + "   1: 0000000000000000FFFF00000100000A:1F90 000000FD000000000000000001000000:9C40 01 0 0\n"
                        + "   2: 0000000000000000FFFF00000100000A:1F90 0000000000000000FFFF00000300000A:9C41 01 0 0\n");
        BusyPorts ports = new BusyPorts(Set.of(8080), Duration.ofSeconds(10), List.of());

        SourceReading.Count count = (SourceReading.Count) new ConnectionSource(ports, folder).look(0);
        assertThat(count.peers()).containsExactly(Map.entry("10.0.0.3", 2), Map.entry("fd00:0:0:0:0:0:0:1", 1));
    }

    @Test
    void onlyThePeersThatAreAskedForCount() throws IOException {
        connect(3);

        assertThat(bare(source(Duration.ZERO, "10.0.0.0/8", "127.0.0.0/8").look(0)))
                .isEqualTo(new SourceReading.Count(3, true));
        assertThat(bare(source(Duration.ZERO, "10.0.0.0/8").look(0))).isEqualTo(new SourceReading.Count(0, true));
    }

    @Test
    void aPortOnWhichNothingWasEverSeenIsNotZero() throws IOException {
        ConnectionSource source = source(Duration.ZERO);
        app.close();

        assertThat(source.look(0)).isInstanceOfSatisfying(SourceReading.NotYet.class, failed -> assertThat(failed.why())
                .contains("nothing was seen on port " + app.getLocalPort()));
        assertThat(source.idlePolls()).isEqualTo(1);
    }

    /** Its new connection counts only once it has lasted; until then the zero is no zero. */
    @Test
    void aClientThatComesBackLeavesNoZeroThatCounts() throws IOException {
        connect(1);
        ConnectionSource source = source(Duration.ofSeconds(10));
        source.look(0);
        clients.get(0).close();
        connect(1);

        assertThat(bare(source.look(5_000))).isEqualTo(new SourceReading.Count(0, false));
        assertThat(bare(source.look(10_000))).isEqualTo(new SourceReading.Count(1, true));
        clients.get(1).close();
        await().atMost(SOON).untilAsserted(() -> assertThat(bare(source.look(19_999)))
                .isEqualTo(new SourceReading.Count(0, false)));
        assertThat(bare(source.look(20_000))).isEqualTo(new SourceReading.Count(0, true));
    }

    @Test
    void aConnectionThatEndsShowsThatAnAppWasThere() throws IOException {
        Files.writeString(folder.resolve("tcp"), "head\n   0: 0100000A:1F90 0200000A:9C40 06 0 0\n");
        BusyPorts ports = new BusyPorts(Set.of(8080), Duration.ofSeconds(10), List.of());

        assertThat(bare(new ConnectionSource(ports, folder).look(0))).isEqualTo(new SourceReading.Count(0, true));
    }

    @Test
    void anAppThatListensNoMoreHasTheSessionsThatAreLeft() throws IOException {
        ConnectionSource source = source(Duration.ofSeconds(10));
        source.look(0);
        app.close();

        assertThat(bare(source.look(1_000))).isEqualTo(new SourceReading.Count(0, true));
    }

    @Test
    void aTableThatIsMissingOrBrokenIsNotZero() throws IOException {
        ConnectionSource source =
                new ConnectionSource(new BusyPorts(Set.of(8080), Duration.ofSeconds(10), List.of()), folder);
        assertThat(source.look(0)).isInstanceOf(SourceReading.Unreadable.class);

        Files.writeString(folder.resolve("tcp"), "head\n<html>\n");
        assertThat(source.look(0)).isInstanceOf(SourceReading.Unreadable.class);
    }

    @Test
    void bothTablesCountAndOneOfIpv6NeedNotBeThere() throws IOException {
        String listening = "head\n   0: 00000000:1F90 00000000:0000 0A 0 0\n";
        String ipv4 = "   1: 0100000A:1F90 0200000A:9C40 01 0 0\n";
        String mapped = "   0: 0000000000000000FFFF00000100000A:1F90 0000000000000000FFFF00000300000A:9C40 01 0 0\n";
        Files.writeString(folder.resolve("tcp"), listening + ipv4);
        BusyPorts ports = new BusyPorts(
                Set.of(8080),
                Duration.ofSeconds(10),
                List.of(Network.parse("10.0.0.0/24").orElseThrow()));

        assertThat(bare(new ConnectionSource(ports, folder).look(0))).isEqualTo(new SourceReading.Count(1, true));

        Files.writeString(folder.resolve("tcp6"), "head\n" + mapped);
        assertThat(bare(new ConnectionSource(ports, folder).look(0))).isEqualTo(new SourceReading.Count(2, true));
    }

    @Test
    void fiveThousandConnectionsAreFiveThousandSessions() throws IOException {
        List<Socket> accepted = new ArrayList<>();
        try {
            for (int i = 0; i < 5_000; i++) {
                connect(1);
                accepted.add(app.accept());
            }
            ConnectionSource source = source(Duration.ofSeconds(10));

            assertThat(bare(source.look(0))).isEqualTo(new SourceReading.Count(5_000, true));
            clients.get(0).close();
            accepted.get(0).close();
            await().atMost(SOON).untilAsserted(() -> assertThat(bare(source.look(1_000)))
                    .isEqualTo(new SourceReading.Count(4_999, true)));
        } finally {
            for (Socket socket : accepted) {
                socket.close();
            }
        }
    }

    /** The app may still send; the contract says that such a session does not count. */
    @Test
    void aConnectionThatOneSideHasClosedCountsNoMore() throws IOException {
        connect(2);
        try (Socket first = app.accept()) {
            ConnectionSource source = source(Duration.ZERO);
            assertThat(bare(source.look(0))).isEqualTo(new SourceReading.Count(2, true));
            clients.get(0).shutdownOutput();

            await().atMost(SOON).untilAsserted(() -> assertThat(bare(source.look(1_000)))
                    .isEqualTo(new SourceReading.Count(1, true)));
            assertThat(first.isClosed()).isFalse();
        }
    }

    /** As a scraper or a health check does that opens a connection for each question. */
    @Test
    void connectionsThatComeAndGoEachSecondAreNoSessionsAndHoldNothingUp() throws IOException {
        ConnectionSource source = source(Duration.ofSeconds(10));
        source.look(0);
        for (int second = 1; second <= 60; second++) {
            connect(1);
            try (Socket accepted = app.accept()) {
                assertThat(bare(source.look(second * 1_000L))).isEqualTo(new SourceReading.Count(0, true));
                clients.remove(0).close();
                await().atMost(SOON).until(() -> accepted.getInputStream().read() < 0);
            }
        }
    }
}
