package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Tables as the kernel prints them, and as nothing should. */
class TcpTableProperties {

    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    record Socket(int localPort, byte[] remote, int remotePort, int state) {

        /**
         * As net/ipv4/tcp_ipv4.c and net/ipv6/tcp_ipv6.c print it on a machine whose words begin with the lowest byte.
         */
        String row(int number) {
            String local = remote.length == 4 ? "0100007F" : "00000000000000000000000001000000";
            return String.format(
                    "%4d: %s:%04X %s:%04X %02X 00000000:00000000 00:00000000 00000000  1000        0 31415 1 0000000000000000 100 0 0 10 0%n",
                    number, local, localPort, hex(), remotePort, state);
        }

        private String hex() {
            ByteBuffer words = ByteBuffer.wrap(remote).order(ByteOrder.LITTLE_ENDIAN);
            StringBuilder text = new StringBuilder();
            while (words.hasRemaining()) {
                text.append(String.format("%08X", words.getInt()));
            }
            return text.toString();
        }

        String expected() {
            ByteBuffer address = ByteBuffer.allocate(16);
            if (remote.length == 4) {
                address.putLong(0).putShort((short) 0).putShort((short) -1);
            }
            address.put(remote).flip();
            return localPort + " " + address.getLong() + " " + address.getLong() + " " + remotePort + " " + state;
        }
    }

    @Provide
    Arbitrary<List<Socket>> tables() {
        Arbitrary<Integer> ports = Arbitraries.integers().between(0, 65_535);
        return Arbitraries.of(4, 16).flatMap(size -> Combinators.combine(
                        ports,
                        Arbitraries.bytes().array(byte[].class).ofSize(size),
                        ports,
                        Arbitraries.integers().between(1, 12))
                .as(Socket::new)
                .list()
                .ofMaxSize(80));
    }

    @Property(tries = 500)
    void everySocketOfATableIsRead(@ForAll("tables") List<Socket> sockets) throws IOException {
        StringBuilder table = new StringBuilder(HEAD);
        for (int i = 0; i < sockets.size(); i++) {
            table.append(sockets.get(i).row(i));
        }

        assertThat(read(table.toString().getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(sockets.stream().map(Socket::expected).toList());
    }

    /** Never any other exception, never endless. */
    @Property(tries = 2000)
    void anythingElseIsRowsOrAnError(@ForAll byte[] bytes) {
        try {
            assertThat(read(bytes)).hasSizeLessThanOrEqualTo(bytes.length);
        } catch (IOException malformed) {
            assertThat(malformed).hasMessageContaining("as Linux writes it");
        }
    }

    @Example
    void aRowThatEndsBeforeItsStateIsAnError() {
        String row = new Socket(8080, new byte[] {10, 0, 0, 7}, 40_000, TcpTable.ESTABLISHED).row(0);
        int state = row.indexOf(" 01 ") + 1;

        for (int end = 1; end < state + 2; end++) {
            byte[] cut = (HEAD + row.substring(0, end)).getBytes(StandardCharsets.US_ASCII);
            assertThatThrownBy(() -> read(cut)).as("cut after %d", cut.length).isInstanceOf(IOException.class);
        }
    }

    static List<String> read(byte[] bytes) throws IOException {
        List<String> rows = new ArrayList<>();
        new TcpTable()
                .scan(
                        new ByteArrayInputStream(bytes),
                        (localPort, high, low, remotePort, state) ->
                                rows.add(localPort + " " + high + " " + low + " " + remotePort + " " + state));
        return rows;
    }
}
