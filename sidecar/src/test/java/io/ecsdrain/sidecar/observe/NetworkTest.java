package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/16, 10.0.255.7, true",
        "10.0.0.0/16, 10.1.0.1, false",
        "10.0.3.0/23, 10.0.2.9, true",
        "10.0.0.7, 10.0.0.7, true",
        "10.0.0.7, 10.0.0.8, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, fd00::1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "fd00::/65, fd00::7fff:0:0:1, true",
        "fd00::/65, fd00::8000:0:0:1, false",
        "::1, ::1, true",
        "::/0, fd00::1, true",
        "::/0, 10.0.0.1, true",
    })
    void holdsTheAddressesOfItsBlock(String block, String address, boolean holds) throws Exception {
        ByteBuffer halves = ByteBuffer.allocate(16);
        byte[] bytes = InetAddress.getByName(address).getAddress();
        if (bytes.length == 4) {
            halves.putLong(0).putInt(0xFFFF);
        }
        halves.put(bytes).flip();

        Network network = Network.parse(block).orElseThrow();

        assertThat(network.contains(halves.getLong(), halves.getLong())).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0/16",
                "10.0.0.256",
                "300.1.1.1",
                "1.2.3.4.5",
                "01.2.3.4",
                "fd00::/129",
                "example.com",
                "localhost",
                "10.0.0.0/16/16",
                "fd00:::1",
                "::g"
            })
    void anythingElseIsNone(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }
}
